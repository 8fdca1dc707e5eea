"""Repositories on one database, each lent to one thread at a time; dead ones are replaced."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import BoundedSemaphore

import psycopg

from labkit.systems.users.accounts import AccountRepository
from labkit.systems.users.connection import AnswerTimeout
from labkit.systems.users.errors import DatabaseUnavailable

_AT_ONCE = 8

_DOWN = (psycopg.OperationalError, psycopg.InterfaceError, psycopg.InternalError)
"""What psycopg raises when a database is gone, silent, or there and in no state to serve."""


class Database:
    """Lends repositories, and tells a database that is down from a refused operation.

    Args:
        open_repository: opens one more repository on the database.
        patience: how long to wait for one when all are lent, in seconds.
    """

    def __init__(self, open_repository: Callable[[], AccountRepository], patience: float) -> None:
        self._open, self._patience = open_repository, patience
        self._idle: list[AccountRepository] = []
        self._free = BoundedSemaphore(_AT_ONCE)

    @contextmanager
    def repository(self) -> Iterator[AccountRepository]:
        """Lend a repository that was alive a moment ago.

        Raises:
            DatabaseUnavailable: when there is none, or when the database fails inside the block.
        """
        if not self._free.acquire(timeout=self._patience):
            raise DatabaseUnavailable("The database has too much to do.")
        try:
            with _telling_what_is_down():
                users = self._living()
                with self._lent(users):
                    yield users
        finally:
            self._free.release()

    def close(self) -> None:
        """Close the repositories that nobody uses."""
        while users := self._idle_one():
            users.close()

    def _idle_one(self) -> AccountRepository | None:
        with suppress(IndexError):
            return self._idle.pop()
        return None

    def _living(self) -> AccountRepository:
        """A repository that answers: an idle one, else a new one."""
        while users := self._idle_one():
            try:
                users.ping()
            except AnswerTimeout:
                # A server that hangs would hang on a new connection as well. Or it is well, and the
                # network has forgotten our connections: then the others are of no use either.
                self.close()
                raise
            except psycopg.OperationalError:
                users.close()
            else:
                return users
        return self._open()

    @contextmanager
    def _lent(self, users: AccountRepository) -> Iterator[None]:
        """Keep the repository for the next one, unless its connection may be broken."""
        try:
            yield
        except _DOWN:
            users.close()
            raise
        except BaseException:
            self._idle.append(users)  # Refused, and rolled back: the connection is fine.
            raise
        self._idle.append(users)


@contextmanager
def _telling_what_is_down() -> Iterator[None]:
    try:
        yield
    except _DOWN as error:
        raise DatabaseUnavailable("The database does not answer.") from error
