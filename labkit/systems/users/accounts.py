"""The repository as the service uses it: it never waits for long."""

from psycopg import Connection
from psycopg.rows import TupleRow

from labkit.systems.users.connection import connect
from labkit.systems.users.repository import UserRepository
from labkit.systems.users.user import User, UserNotFound


class AccountRepository(UserRepository):
    """A `UserRepository` for a service that must answer even when its database does not.

    Args:
        url: where the database is: ``postgresql://user:password@host:port/name``.
        timeout: how long the database may take for one answer, in seconds.

    Raises:
        psycopg.OperationalError: when the database refuses, or does not answer in time.
    """

    def __init__(self, url: str, timeout: float) -> None:
        self._timeout = timeout
        super().__init__(url)

    def change(self, user_id: int, email: str | None, name: str | None) -> User:
        """Give one user another address, another name, or both; None leaves what is there.

        Returns:
            The user as stored.

        Raises:
            UserNotFound: when there is no user with this id.
            psycopg.errors.UniqueViolation: when the address is another user's.
            psycopg.errors.CheckViolation: when the name is blank.
        """
        with self._transaction() as cursor:
            cursor.execute(
                "UPDATE users SET email = coalesce(%s, email), name = coalesce(%s, name)"
                " WHERE id = %s RETURNING id, email, name, created_at",
                (email, name, user_id),
            )
            user = cursor.fetchone()
        if user is None:
            raise UserNotFound(user_id)
        return user

    def ping(self) -> None:
        """Do nothing, in a transaction: it succeeds as long as the database answers.

        Raises:
            psycopg.OperationalError: when the database does not answer.
        """
        with self._transaction():
            pass

    def _connected(self, url: str) -> Connection[TupleRow]:
        return connect(url, self._timeout)
