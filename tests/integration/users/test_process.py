"""The service as a process of its own, as an operator runs it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import httpx
import pytest

from tests.integration.users.lab import Lab


@contextmanager
def process(settings: Mapping[str, str]) -> Iterator[subprocess.Popen[str]]:
    """The service with these settings, ended after the block."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    started = subprocess.Popen(
        [sys.executable, "-m", "labkit.systems.users"],
        env={**kept, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield started
    finally:
        started.kill()
        started.communicate()


def servers(both: Lab) -> dict[str, str]:
    return {"DATABASE_URL": both.postgres.url, "REDIS_URL": both.redis.url}


def test_it_prints_its_address_serves_there_and_ends_when_told_to(both: Lab) -> None:
    both.clean()
    with process(servers(both)) as started:
        assert started.stdout is not None
        url = started.stdout.readline().removeprefix("users: ").strip()
        answer = httpx.post(f"{url}/api/users", json={"email": "a@example.com", "name": "Alice"})
        assert answer.status_code == 201
        started.send_signal(signal.SIGTERM)
        assert started.wait(20) in (0, -signal.SIGTERM)
        assert started.stderr is not None
        assert started.stderr.read() == ""


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"DATABASE_URL": ""}, "DATABASE_URL is not set"),
        ({"REDIS_URL": "nonsense"}, "Redis URL must specify"),
        ({"TTL": "soon"}, "TTL is 'soon'; it must be a number of seconds above 0."),
        ({"PORT": "http"}, "PORT is 'http'; it must be the number of a port."),
        ({"PORT": "70000"}, "PORT is '70000'; it must be the number of a port."),
    ],
)
def test_settings_that_are_wrong_are_one_sentence(
    both: Lab, wrong: dict[str, str], said: str
) -> None:
    with process({**servers(both), **wrong}) as started:
        out, error = started.communicate(timeout=20)
    assert (started.returncode, out) == (2, "")
    assert error.startswith("users: ")
    assert said in error
    assert error.count("\n") == 1


def test_without_its_database_it_does_not_start(both: Lab) -> None:
    nowhere = {"DATABASE_URL": "postgresql://u:p@127.0.0.1:1/users"}
    with process({**servers(both), **nowhere}) as started:
        out, error = started.communicate(timeout=20)
    assert (started.returncode, out) == (1, "")
    assert error == "users: The database does not answer.\n"
