"""The user service without servers, for tests of what stands in front of it."""

from datetime import UTC, datetime
from itertools import count

from labkit.systems.users.errors import DatabaseUnavailable, EmailTaken, InvalidUser
from labkit.systems.users.service import Health, UserService
from labkit.systems.users.user import User, UserNotFound


class InMemoryUsers(UserService):
    """Answers as `UserService` does, and can be put into any state in one line.

    The tests of this class run on `UserService` as well, so that the two cannot drift apart.

    Attributes:
        down: whether to behave as if the database were down.
    """

    def __init__(self) -> None:
        self.down = False
        self._users: dict[int, User] = {}
        self._ids = count(1)

    def clear(self) -> None:
        """Begin anew: no users, and nothing is down. Ids go on."""
        self.down = False
        self._users.clear()

    def put(self, user_id: int, email: str, name: str) -> User:
        """Let there be a user with this id, whoever had it before."""
        self._users[user_id] = User(user_id, email, name, datetime.now(UTC))
        return self._users[user_id]

    def register(self, email: str, name: str) -> User:
        """Register a user; see `UserService`."""
        self._refuse(None, email, name)
        return self.put(next(each for each in self._ids if each not in self._users), email, name)

    def get(self, user_id: int) -> User | None:
        """The user with this id, or None."""
        self._must_be_up()
        return self._users.get(user_id)

    def find_by_email(self, email: str) -> User | None:
        """The user with exactly this address, whatever its case, or None."""
        self._must_be_up()
        owners = (user for user in self._users.values() if user.email.lower() == email.lower())
        return next(owners, None)

    def change(self, user_id: int, email: str | None = None, name: str | None = None) -> User:
        """Give a user another address, another name, or both; see `UserService`."""
        self._must_be_up()
        if user_id not in self._users:
            raise UserNotFound(user_id)
        old = self._users[user_id]
        self._refuse(user_id, email, name)
        new = User(user_id, email or old.email, name or old.name, old.created_at)
        self._users[user_id] = new
        return new

    def delete(self, user_id: int) -> bool:
        """Remove a user; True when there was one to remove."""
        self._must_be_up()
        return self._users.pop(user_id, None) is not None

    def health(self) -> Health:
        """There is no cache, and the database is down when it is told to be."""
        return Health(database=not self.down, cache=False)

    def migrate(self) -> None:
        """There are no tables to make."""
        self._must_be_up()

    def close(self) -> None:
        """There are no connections to give back."""

    def _must_be_up(self) -> None:
        if self.down:
            raise DatabaseUnavailable("The database does not answer.")

    def _refuse(self, user_id: int | None, email: str | None, name: str | None) -> None:
        self._must_be_up()
        if name is not None and not name.strip():
            raise InvalidUser("A name must not be blank; a text must be one to store.")
        owner = self.find_by_email(email) if email else None
        if email and owner and owner.id != user_id:
            raise EmailTaken(email)
