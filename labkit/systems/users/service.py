"""The user service: users in PostgreSQL, with Redis in front of it."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

import psycopg

from labkit.systems.users.accounts import AccountRepository
from labkit.systems.users.cache import UserCache
from labkit.systems.users.closing import Closing
from labkit.systems.users.database import Database
from labkit.systems.users.errors import DatabaseUnavailable, EmailTaken, InvalidUser
from labkit.systems.users.settings import Settings
from labkit.systems.users.user import User, UserNotFound

_log = logging.getLogger(__name__)
_IDS = range(1, 2**63)
_NOT_STORED = (
    psycopg.errors.CheckViolation,
    psycopg.errors.ProgramLimitExceeded,
    psycopg.DataError,
    UnicodeEncodeError,
)


class Events(Protocol):
    """Whoever is told what happened to users."""

    def user_registered(self, user: User) -> None:
        """A user has registered; it is stored for good."""


@dataclass(frozen=True)
class Health:
    """Which of the service's servers answer."""

    database: bool
    cache: bool


class UserService(Closing):
    """Registers, finds, changes and deletes users.

    What it promises when all is well:

    - What a method that writes has returned is stored for good, and every instance of the
      service shows it from then on. When a method raises, nothing has changed.
    - A user who was looked up, or who was looked for in vain, is kept in Redis. Until the entry
      is ``ttl`` (``negative_ttl``) seconds old, nobody asks the database for that user again.
    - When many look up the same user at the same time, in one instance or in several, the
      database is asked once.

    What it promises when something is not well:

    - Redis is down or hangs: every method answers as before, only slower. What was changed
      meanwhile is not served as it was before when Redis comes back, once the instance that
      changed it has called ``get``, ``change`` or ``delete`` again, for whichever user.
    - An entry in Redis is damaged, or of another format: it is ignored, and replaced.
    - PostgreSQL is down or hangs: users in the cache are still served. Everything else raises
      DatabaseUnavailable, writes before they changed anything, in the database or in the cache.
      Nobody can help this one: when the connection breaks while the very last step is under way,
      a change may be stored all the same. What is read later is true either way.
    - PostgreSQL is back: the service works again, without a restart of its own.
    - Servers may as well be down when a service is made: it connects when it needs them.
    - No method waits for one answer of a server longer than the settings say.

    What it leaves open: ids, the case of an address, the names of the keys in Redis and what is
    in them (all keys of its Redis database are its own), whether a change clears an entry or
    replaces it, and how long a method takes. Also, whether a name of tabs and new lines is
    refused, and what other instances show of a change made without Redis until that ``get``.
    `find_by_email` is never cached.

    Args:
        settings: where the servers are, and how patient the service is with them.
        open_repository: opens one more repository on the database; a test can give its own.
        events: an object whose ``user_registered(user)`` is called for each registration, after
            it was stored. An error there is logged; it does not undo the registration.
    """

    def __init__(
        self,
        settings: Settings,
        open_repository: Callable[[str, float], AccountRepository] = AccountRepository,
        events: Events | None = None,
    ) -> None:
        self._database = Database(
            lambda: open_repository(settings.database_url, settings.database_timeout),
            patience=settings.database_timeout,
        )
        self._cache = UserCache(settings)
        self._events = events

    def migrate(self) -> None:
        """Create the tables, or bring older ones up to date; users who are there stay.

        Raises:
            DatabaseUnavailable: when the database does not answer.
        """
        with self._database.repository() as users:
            users.migrate()

    def register(self, email: str, name: str) -> User:
        """Register a user.

        Raises:
            EmailTaken: when another user has this address, whatever its case.
            InvalidUser: when the name is empty or only spaces, or a text is none that can be
                stored.
            DatabaseUnavailable: when the database does not answer.
        """
        with self._database.repository() as users, _refusals(email):
            user = users.create_user(email, name)
        # Somebody may have asked for this id before there was such a user.
        self._cache.forget(user.id)
        self._tell(user)
        return user

    def get(self, user_id: int) -> User | None:
        """The user with this id, or None.

        Raises:
            DatabaseUnavailable: when the user is not cached and the database does not answer.
        """
        if user_id not in _IDS:
            return None
        return self._cache.get(user_id, lambda: self._find(user_id))

    def find_by_email(self, email: str) -> User | None:
        """The user with exactly this address, whatever its case, or None.

        Raises:
            DatabaseUnavailable: when the database does not answer.
        """
        with self._database.repository() as users, _refusals(email):
            return users.find_by_email(email)

    def change(self, user_id: int, email: str | None = None, name: str | None = None) -> User:
        """Give a user another address, another name, or both: both or neither is stored.

        Returns:
            The user as stored.

        Raises:
            UserNotFound: when there is no user with this id.
            EmailTaken: when another user has this address.
            InvalidUser: when the name is empty or only spaces, or a text is none that can be
                stored.
            DatabaseUnavailable: when the database does not answer.
        """
        if user_id not in _IDS:
            raise UserNotFound(user_id)
        with self._changing(user_id) as users, _refusals(email or ""):
            return users.change(user_id, email, name)

    def rename(self, user_id: int, name: str) -> User:
        """Give a user another name; see `change`."""
        return self.change(user_id, name=name)

    def delete(self, user_id: int) -> bool:
        """Remove a user for good.

        Returns:
            True for the one call that removed the user, False when there was none to remove.

        Raises:
            DatabaseUnavailable: when the database does not answer.
        """
        if user_id not in _IDS:
            return False
        with self._changing(user_id) as users:
            return users.delete(user_id)

    def health(self) -> Health:
        """Ask both servers whether they answer."""
        try:
            with self._database.repository() as users:
                users.ping()
        except DatabaseUnavailable:
            return Health(database=False, cache=self._cache.answers())
        return Health(database=True, cache=self._cache.answers())

    def close(self) -> None:
        """Give all connections back."""
        self._database.close()
        self._cache.close()

    def _find(self, user_id: int) -> User | None:
        with self._database.repository() as users:
            return users.find(user_id)

    @contextmanager
    def _changing(self, user_id: int) -> Iterator[AccountRepository]:
        """A repository to change the user in, with the cache held meanwhile.

        The database comes first: when it is down, the cache stays as it is.
        """
        with self._database.repository() as users, self._cache.changing(user_id):
            yield users

    def _tell(self, user: User) -> None:
        if self._events is None:
            return
        try:
            self._events.user_registered(user)
        except Exception:
            _log.exception("nobody was told that user %s registered", user.id)


@contextmanager
def _refusals(email: str) -> Iterator[None]:
    """Say what the database refuses in the words of the service."""
    try:
        yield
    except psycopg.errors.UniqueViolation:
        raise EmailTaken(email) from None
    except _NOT_STORED as error:
        raise InvalidUser("A name must not be blank; a text must be one to store.") from error
