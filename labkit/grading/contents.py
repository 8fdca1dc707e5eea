"""What a suite's servers hold at the beginning of a test: rows, keys, messages.

It is asked when the order of tests matters, to show what one test leaves to another. It runs in
the suite's own process, with connections of its own.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest

_SECONDS = 2
_NAMES = 3
_TABLES = """
    SELECT quote_ident(schemaname) || '.' || quote_ident(relname), relname
    FROM pg_stat_user_tables ORDER BY 1 LIMIT 50
"""


class Look:
    """A pytest plugin that tells what the servers hold when some tests begin.

    Args:
        session: the id of this process's testcontainers session.
        tests: the tests, by their short names.
        tell: called with a test's name and what was there, after the test's own set-up.
    """

    def __init__(
        self, session: str, tests: tuple[str, ...], tell: Callable[[str, list[str]], None]
    ) -> None:
        self._session, self._tests, self._tell = session, tests, tell

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_call(self, item: pytest.Item) -> None:
        """Look, between a test's fixtures and the test."""
        test = item.nodeid.partition("::")[2]
        if test in self._tests:
            self._tell(test, held(self._session))


def held(session: str) -> list[str]:
    """What the servers of a testcontainers session hold, in words, one entry for each thing."""
    found: list[str] = []
    for container in containers_of(session):
        image = container.attrs["Config"]["Image"].rpartition("/")[2].partition(":")[0]
        with contextlib.suppress(Exception):  # a server that is down or locked says nothing
            found += _ASK.get(image, _nothing)(container)
    return sorted(found)


def containers_of(session: str) -> list[Any]:
    """The containers that a testcontainers session has started, Ryuk aside."""
    import docker

    client = docker.from_env()
    try:
        label = f"org.testcontainers.session-id={session}"
        rows = client.containers.list(all=True, filters={"label": label}, ignore_removed=True)
        return [row for row in rows if "ryuk" not in row.attrs["Config"]["Image"]]
    except Exception:
        return []  # an engine that is gone is told elsewhere


def _postgres(container: Any) -> Iterator[str]:
    import psycopg

    given = _environment(container)
    user = given.get("POSTGRES_USER", "postgres")
    with psycopg.connect(
        host="127.0.0.1", port=_port(container, 5432), user=user, connect_timeout=_SECONDS,
        password=given.get("POSTGRES_PASSWORD", ""), dbname=given.get("POSTGRES_DB", user),
        autocommit=True,
    ) as connection:  # fmt: skip
        connection.execute("SET lock_timeout = '200ms'; SET statement_timeout = '2s'")
        for path, name in connection.execute(_TABLES).fetchall():
            with contextlib.suppress(psycopg.Error):
                query = f"SELECT count(*) FROM {path}"
                [(count,)] = connection.execute(query.encode())
                yield f"{_number(count, 'row')} in the table {name}"


def _redis(container: Any) -> Iterator[str]:
    import redis

    words = list(container.attrs["Config"].get("Cmd") or [])
    password = words[words.index("--requirepass") + 1] if "--requirepass" in words else None
    with redis.Redis(
        "127.0.0.1", _port(container, 6379), password=password, socket_timeout=_SECONDS
    ) as client:
        names = sorted(key.decode(errors="replace") for key in client.scan_iter(count=1000))
    shown = ", ".join(names[:_NAMES]) + (", ..." if len(names) > _NAMES else "")
    yield _number(len(names), "key") + (f" ({shown})" if names else "")


def _rabbitmq(container: Any) -> Iterator[str]:
    command = ["rabbitmqctl", "-q", "list_queues", "--no-table-headers", "name", "messages"]
    said = container.exec_run(command).output.decode(errors="replace")
    for line in said.splitlines():
        name, _, count = line.partition("\t")
        if count.strip().isdigit():
            yield f"{_number(int(count), 'message')} in the queue {name}"


def _nothing(_: Any) -> Iterator[str]:
    return iter(())


_ASK: dict[str, Callable[[Any], Iterator[str]]] = {
    "postgres": _postgres,
    "redis": _redis,
    "rabbitmq": _rabbitmq,
}


def _environment(container: Any) -> dict[str, str]:
    pairs = (entry.partition("=") for entry in container.attrs["Config"].get("Env") or [])
    return {name: value for name, _, value in pairs}


def _port(container: Any, inside: int) -> int:
    return int(container.attrs["NetworkSettings"]["Ports"][f"{inside}/tcp"][0]["HostPort"])


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"
