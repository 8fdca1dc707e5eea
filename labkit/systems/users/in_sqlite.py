"""The repository on SQLite instead of PostgreSQL, for tests that shall need no server."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from typing import Any

from psycopg import Connection
from psycopg.errors import CheckViolation, UniqueViolation

from labkit.systems.users.repository import UserRepository
from labkit.systems.users.user import User

_TABLE = """
    CREATE TABLE users (
        id INTEGER PRIMARY KEY,
        email TEXT NOT NULL UNIQUE COLLATE NOCASE,
        name TEXT NOT NULL CHECK (trim(name) <> ''),
        created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now'))
    )
"""
"""Written by hand: what `schema` holds is PostgreSQL's, and SQLite does not take it."""


class SqliteUsers(UserRepository):
    """A `UserRepository` whose SQL runs on a SQLite in memory, each on one of its own.

    Quick, and another database: it shows what the repository does with SQLite.
    """

    def __init__(self) -> None:
        super().__init__(":memory:")

    def migrate(self) -> None:
        """The table is there already."""

    def _connected(self, url: str) -> Connection[Any]:
        connection: Any = _Connection(url)
        return connection  # type: ignore[no-any-return]


class _Connection:
    """As much of a psycopg connection as the repository uses, on SQLite."""

    def __init__(self, url: str) -> None:
        self._file = sqlite3.connect(url, isolation_level=None, check_same_thread=False)
        self._file.execute(_TABLE)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit after the block, or undo when the block raises."""
        self._file.execute("BEGIN")
        try:
            yield
        except BaseException:
            self._file.execute("ROLLBACK")
            raise
        self._file.execute("COMMIT")

    def cursor(self, row_factory: object) -> "closing[_Cursor]":  # noqa: ARG002
        """A cursor whose rows are users."""
        cursor = self._file.cursor(_Cursor)
        cursor.row_factory = _user
        return closing(cursor)

    def execute(self, setting: str) -> None:
        """SQLite has none of PostgreSQL's settings."""

    def close(self) -> None:
        """Throw the database away."""
        self._file.close()


class _Cursor(sqlite3.Cursor):
    """Translates statements and errors."""

    def execute(self, sql: str, values: Any = ()) -> "_Cursor":
        """Run a statement that was written for PostgreSQL."""
        try:
            super().execute(_translated(sql), values)
        except sqlite3.IntegrityError as error:
            kind = UniqueViolation if "UNIQUE" in str(error) else CheckViolation
            raise kind(str(error)) from error
        return self


def _translated(sql: str) -> str:
    sql = re.sub(r"position\((\S+) IN (\S+)\)", r"instr(\2, \1)", sql)
    return sql.replace("%s", "?").replace("%%", "%")


def _user(_: sqlite3.Cursor, row: tuple[Any, ...]) -> User:
    user_id, email, name, created_at = row
    return User(user_id, email, name, datetime.fromisoformat(created_at))
