"""The same statements on SQLite and on PostgreSQL, side by side."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg

from labkit.lessons.databases.comparison import Comparison, Step
from labkit.lessons.databases.scratch import scratch_database

PATIENCE = 0.3
"""Seconds that a statement waits for another connection's lock."""

Connect = Callable[[], Any]
"""Opens a new connection that commits each statement unless the script says BEGIN."""


class SideBySide:
    """Runs scripts of SQL on SQLite and on PostgreSQL.

    A statement may begin with ``A:`` or ``B:``, which names one of two connections; without a
    name it is A. Every script starts with empty databases.

    Args:
        url: a PostgreSQL server on which this may create and drop databases.
    """

    def __init__(self, url: str) -> None:
        self._url = url

    def __call__(self, *statements: str, sqlite: str = "memory") -> Comparison:
        """Run a script on both.

        Args:
            statements: the script.
            sqlite: ``"memory"``, where each connection has a database of its own, or ``"file"``.
        """
        steps = [_named(statement) for statement in statements]
        with _sqlite(sqlite) as connect:
            left = _play(steps, connect)
        with scratch_database(self._url) as url:
            right = _play(steps, lambda: _postgres(url))
        rows = zip(steps, left, right, strict=True)
        return Comparison(tuple(Step(who, sql, one, two) for (who, sql), one, two in rows))


def _named(statement: str) -> tuple[str, str]:
    """The connection and the SQL of a statement."""
    who, colon, sql = statement.partition(":")
    return (who, sql.strip()) if colon and who in ("A", "B") else ("A", statement)


def _play(steps: list[tuple[str, str]], connect: Connect) -> list[str]:
    connections: dict[str, Any] = {}
    with ExitStack() as stack:
        for who, _ in steps:
            if who not in connections:
                connections[who] = connect()
                stack.callback(connections[who].close)
        return [_outcome(connections[who], sql) for who, sql in steps]


def _outcome(connection: Any, sql: str) -> str:
    """What one statement gives, in a few words that are the same on every machine."""
    try:
        cursor = connection.execute(sql)
        rows = cursor.fetchall() if cursor.description else None
    except psycopg.errors.LockNotAvailable:
        return "waits for the other connection"
    except (psycopg.Error, sqlite3.Error) as error:
        return f"{type(error).__name__}: {str(error).splitlines()[0]}"
    # PostgreSQL answers the COMMIT of a failed transaction with ROLLBACK, and no error.
    undone = "COMMIT" in sql and getattr(cursor, "statusmessage", "") == "ROLLBACK"
    return "done, as ROLLBACK" if undone else _in_words(rows)


def _in_words(rows: list[tuple[Any, ...]] | None) -> str:
    if rows is None:
        return "done"
    return "; ".join(", ".join(map(repr, row)) for row in rows) or "no rows"


@contextmanager
def _sqlite(place: str) -> Iterator[Connect]:
    with TemporaryDirectory(prefix="labkit-sqlite-") as folder:
        path = str(Path(folder) / "people.db") if place == "file" else ":memory:"
        yield lambda: sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)


def _postgres(url: str) -> "psycopg.Connection[Any]":
    patience = f"-c lock_timeout={round(PATIENCE * 1000)}"
    return psycopg.connect(url, autocommit=True, options=patience)
