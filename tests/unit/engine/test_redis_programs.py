"""Which programs count as a Redis, and as which."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from labkit.engine.servers import redis_programs

Program = Callable[..., Path]


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Makes a program that prints a version line, in a folder of its own."""

    def make(name: str, line: str, status: int = 0) -> Path:
        folder = tmp_path / f"{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        script = folder / name
        script.write_text(f"#!/bin/sh\necho '{line}'\nexit {status}\n")
        script.chmod(0o755)
        return script

    return make


@pytest.fixture(autouse=True)
def reachable(monkeypatch: pytest.MonkeyPatch) -> None:
    """The servers' account may read pytest's folders."""
    monkeypatch.setattr(redis_programs.account, "can_reach", lambda _: True)


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[tuple[str, str]]]:
    """What is installed on a machine that has these programs and no others."""

    def installed(*programs: Path) -> list[tuple[str, str]]:
        places = [(f"place {number}", each) for number, each in enumerate(programs)]
        monkeypatch.setattr(redis_programs, "_places", lambda: iter(places))
        return [(each.version, each.origin) for each in redis_programs.installed()]

    return installed


def test_version_7_is_preferred_to_a_newer_one(
    program: Program, found: Callable[..., object]
) -> None:
    newer = program("redis-server", "Redis server v=8.2.1 sha=0")
    seven = program("redis-server", "Redis server v=7.0.15 sha=0")
    assert found(newer, seven) == [("7.0.15", "place 1"), ("8.2.1", "place 0")]


def test_valkey_is_called_valkey_under_any_name(
    program: Program, found: Callable[..., object]
) -> None:
    plain = program("valkey-server", "Server v=9.1.2 sha=0")
    assert found(plain) == [("7.2.4", "Valkey 9.1.2, not Redis (place 0)")]
    disguised = program("redis-server", "Valkey server v=8.0.1 sha=0")
    assert found(disguised) == [("7.2.4", "Valkey 8.0.1, not Redis (place 0)")]


def test_a_real_redis_is_taken_before_valkey(
    program: Program, found: Callable[..., object]
) -> None:
    valkey = program("valkey-server", "Valkey server v=9.1.2 sha=0")
    other = program("redis-server", "Redis server v=6.2.0 sha=0")
    assert [version for version, _ in found(valkey, other)] == ["6.2.0", "7.2.4"]
    seven = program("redis-server", "Redis server v=7.4.1 sha=0")
    assert found(valkey, seven) == [("7.4.1", "place 1")]


def test_a_program_that_does_not_run_is_no_redis(
    program: Program, found: Callable[..., object]
) -> None:
    broken = program("redis-server", "error while loading shared libraries", status=127)
    assert found(broken, Path(sys.prefix) / "no-such-program") == []
