"""The users of the service, kept in PostgreSQL."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any

import psycopg
from psycopg import Connection, Cursor
from psycopg.rows import class_row

from labkit.systems.users import schema
from labkit.systems.users.closing import Closing
from labkit.systems.users.user import User, UserNotFound


class UserRepository(Closing):
    """Stores users in the table ``users`` of a PostgreSQL database.

    What it promises:

    - Each operation is one transaction. What it changed is stored for good when it returns, and
      every other connection sees it; when it raises, nothing has changed.
    - A refused operation does no harm: the repository goes on working.
    - An e-mail address belongs to one user at most, whatever its case, also when two
      registrations come at the same time. A second one raises
      ``psycopg.errors.UniqueViolation``.
    - A name that is empty or nothing but spaces raises ``psycopg.errors.CheckViolation``,
      however it gets there. Any other name is kept character for character, in any script.
      Both errors are a ``psycopg.IntegrityError``.

    What it leaves open: which ids it gives, in which case it keeps an address, how long an
    operation takes, and what else a user has.

    A repository holds one connection. Threads may share it and then wait for each other; two
    that shall work at the same time take a repository each, as two processes would.

    Args:
        url: where the database is: ``postgresql://user:password@host:port/name``.

    Raises:
        psycopg.OperationalError: when the database does not answer.
    """

    def __init__(self, url: str) -> None:
        self._lock = RLock()
        self._connection = self._connected(url)
        # A transaction that someone forgot to end must not hold its locks for ever.
        with self._connection.transaction():
            self._connection.execute("SET idle_in_transaction_session_timeout = '2s'")

    def migrate(self) -> None:
        """Create the tables, or bring older ones up to date; users who are there stay.

        Any number of processes may do it, again and again and at the same time.
        """
        with self._lock:
            schema.migrate(self._connection)

    def create_user(self, email: str, name: str) -> User:
        """Register a user.

        Raises:
            psycopg.errors.UniqueViolation: when the address is taken.
            psycopg.errors.CheckViolation: when the name is blank.
        """
        with self._transaction() as cursor:
            return _insert(cursor, email, name)

    def register_many(self, people: Iterable[tuple[str, str]]) -> list[User]:
        """Register all of these people, or none when one of them is refused.

        Args:
            people: pairs of e-mail address and name.

        Returns:
            The new users, in the order of the people.

        Raises:
            psycopg.errors.UniqueViolation: when an address is taken or occurs twice.
            psycopg.errors.CheckViolation: when a name is blank.
        """
        with self._transaction() as cursor:
            return [_insert(cursor, email, name) for email, name in people]

    def find(self, user_id: int) -> User | None:
        """The user with this id, or None."""
        with self._transaction() as cursor:
            cursor.execute(
                "SELECT id, email, name, created_at FROM users WHERE id = %s",
                (user_id,),
            )
            return cursor.fetchone()

    def find_by_email(self, email: str) -> User | None:
        """The user with exactly this address, whatever its case, or None."""
        with self._transaction() as cursor:
            cursor.execute(
                "SELECT id, email, name, created_at FROM users WHERE lower(email) = lower(%s)",
                (email,),
            )
            return cursor.fetchone()

    def search(self, text: str) -> list[User]:
        """The users whose name contains the text, whatever its case, in order of registration."""
        with self._transaction() as cursor:
            cursor.execute(
                "SELECT id, email, name, created_at FROM users"
                " WHERE position(lower(%s) IN lower(name)) > 0 ORDER BY id",
                (text,),
            )
            return cursor.fetchall()

    def all_users(self) -> list[User]:
        """Every user, in no particular order."""
        with self._transaction() as cursor:
            cursor.execute("SELECT id, email, name, created_at FROM users")
            return cursor.fetchall()

    def rename(self, user_id: int, name: str) -> User:
        """Give one user another name, and return the user as stored.

        Raises:
            UserNotFound: when there is no user with this id.
            psycopg.errors.CheckViolation: when the name is blank.
        """
        with self._transaction() as cursor:
            cursor.execute(
                "UPDATE users SET name = %s WHERE id = %s RETURNING id, email, name, created_at",
                (name, user_id),
            )
            user = cursor.fetchone()
        if user is None:
            raise UserNotFound(user_id)
        return user

    def delete(self, user_id: int) -> bool:
        """Remove one user for good; the address is free again.

        Returns:
            True for the one call that removed the user, False when there was none to remove.
        """
        with self._transaction() as cursor:
            cursor.execute("DELETE FROM users WHERE id = %s", (user_id,))
            return cursor.rowcount == 1

    def close(self) -> None:
        """Give the connection back; every later operation raises psycopg.OperationalError."""
        self._connection.close()

    def _connected(self, url: str) -> Connection[Any]:
        return psycopg.connect(url, application_name="users")

    @contextmanager
    def _transaction(self) -> Iterator[Cursor[User]]:
        """A cursor whose work is committed after the block, or undone when the block raises."""
        with (
            self._lock,
            self._connection.transaction(),
            self._connection.cursor(row_factory=class_row(User)) as cursor,
        ):
            yield cursor


def _insert(cursor: Cursor[User], email: str, name: str) -> User:
    [user] = cursor.execute(
        "INSERT INTO users (email, name) VALUES (%s, %s) RETURNING id, email, name, created_at",
        (email, name),
    )
    return user
