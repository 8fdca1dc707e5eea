"""Repositories with one mistake each, for tests to find."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import Cursor
from psycopg.rows import class_row

from labkit.systems.users import User, UserRepository

__all__ = [
    "FailsByAccident",
    "ForgetsToCommit",
    "HidesTheDeleted",
    "LooksFirst",
    "RenamesEveryone",
    "SearchesByPattern",
    "TakesAnAddressTwice",
    "UserRepository",
]


class RenamesEveryone(UserRepository):
    """An UPDATE without its WHERE."""

    def rename(self, user_id: int, name: str) -> User:
        """Rename all users, and return the one who was meant."""
        super().rename(user_id, name)
        with self._transaction() as cursor:
            cursor.execute("UPDATE users SET name = %s", (name,))
        return super().rename(user_id, name)


class TakesAnAddressTwice(UserRepository):
    """A table that lost its unique index."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        with self._transaction() as cursor:
            cursor.execute("DROP INDEX IF EXISTS users_email")


class FailsByAccident(UserRepository):
    """Refuses what it should, though only because its SQL is mistyped there."""

    def create_user(self, email: str, name: str) -> User:
        """Register a user; somebody mistyped the answer to an address that is taken."""
        if self.find_by_email(email):
            self._mistyped()
        return super().create_user(email, name)

    def rename(self, user_id: int, name: str) -> User:
        """Rename a user; somebody mistyped the answer to an id that nobody has."""
        if not self.find(user_id):
            self._mistyped()
        return super().rename(user_id, name)

    def _mistyped(self) -> None:
        with self._transaction() as cursor:
            cursor.execute("SELECT emial FROM users")


class ForgetsToCommit(UserRepository):
    """Writes that only the connection that wrote them ever sees."""

    @contextmanager
    def _transaction(self) -> Iterator[Cursor[User]]:
        """A cursor in a transaction that nobody ends."""
        with self._connection.cursor(row_factory=class_row(User)) as cursor:
            yield cursor


class SearchesByPattern(UserRepository):
    """A search that hands the text of the user to LIKE, where % and _ mean something."""

    def search(self, text: str) -> list[User]:
        """The users whose name matches a pattern."""
        with self._transaction() as cursor:
            cursor.execute("SELECT * FROM users WHERE name ILIKE %s", (f"%{text}%",))
            return cursor.fetchall()


class LooksFirst(TakesAnAddressTwice):
    """Asks whether an address is free and then takes it; nothing guards the moment between."""

    def create_user(self, email: str, name: str) -> User:
        """Register a user if nobody has the address at the moment of asking."""
        if self.find_by_email(email):
            raise psycopg.errors.UniqueViolation(f"{email} is taken")
        # A busy machine pauses here now and then; this makes it certain.
        with self._transaction() as cursor:
            cursor.execute("SELECT pg_sleep(0.05)")
        return super().create_user(email, name)


class HidesTheDeleted(UserRepository):
    """A delete that leaves the user where the search finds them."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._deleted: list[User] = []

    def delete(self, user_id: int) -> bool:
        """Remove a user, and keep a copy."""
        self._deleted += [user for user in self.all_users() if user.id == user_id]
        return super().delete(user_id)

    def search(self, text: str) -> list[User]:
        """The users whose name contains the text, whether they are deleted or not."""
        old = [user for user in self._deleted if text.lower() in user.name.lower()]
        return [*old, *super().search(text)]
