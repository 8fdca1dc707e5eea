"""Rules that keep a notebook running anywhere."""

from collections.abc import Callable
from typing import Any

import pytest

from labkit.authoring.rules.portable import (
    errors_are_meant,
    no_absolute_paths,
    no_fixed_ports,
    no_sleep,
)

Make = Callable[..., Any]


@pytest.mark.parametrize("source", ["time.sleep(1)", "sleep(0.1)", "await asyncio.sleep(1)"])
def test_a_sleep_is_found_unless_it_is_the_lesson(page: Make, code: Make, source: str) -> None:
    assert no_sleep(page(code(source)))
    assert no_sleep(page(code(source, tags=["why-not-sleep"]))) == []


def test_a_slow_query_is_no_sleep(page: Make, code: Make) -> None:
    assert no_sleep(page(code("db.execute('SELECT pg_sleep(1)')"))) == []


@pytest.mark.parametrize(
    "source",
    [
        "get('http://localhost:8000/x')",
        "connect(port=5432)",
        "!serve --port 8000",
        "postgres.with_bind_ports(5432, 15432)",
        "sock.bind(('127.0.0.1', 8000))",
    ],
)
def test_a_fixed_port_is_found(page: Make, code: Make, source: str) -> None:
    assert no_fixed_ports(page(code(source)))


@pytest.mark.parametrize(
    "source",
    ["serve(port=0)", "c.get_exposed_port(5432)", "c.with_exposed_ports(5432)", "bind(('', 0))"],
)
def test_a_port_that_the_system_picks_passes(page: Make, code: Make, source: str) -> None:
    assert no_fixed_ports(page(code(source))) == []


@pytest.mark.parametrize("path", ["/home/ann/x", "/tmp/x.db", "/Users/ann", "C:\\Users"])
def test_an_absolute_path_is_found(page: Make, code: Make, text: Make, path: str) -> None:
    assert no_absolute_paths(page(code(f"open({path!r})".replace("\\\\", "\\"))))
    assert no_absolute_paths(page(text(f"See {path}.")))


def test_an_absolute_path_in_an_output_is_found(page: Make, code: Make, printed: Make) -> None:
    assert no_absolute_paths(page(code("f()", printed("wrote /home/ann/x"))))
    assert no_absolute_paths(page(code("f()", printed("wrote /tmp/tmpab12cd34/x")))) == []


@pytest.mark.parametrize("source", ["'/api/users'", "'../exercises/x'", "'/var/lib/postgresql'"])
def test_other_paths_pass(page: Make, code: Make, source: str) -> None:
    assert no_absolute_paths(page(code(source))) == []


def test_a_stored_error_is_found_unless_it_is_the_lesson(
    page: Make, code: Make, error: dict[str, Any]
) -> None:
    assert errors_are_meant(page(code("f()", error)))
    assert errors_are_meant(page(code("f()", error, tags=["raises-exception"]))) == []
