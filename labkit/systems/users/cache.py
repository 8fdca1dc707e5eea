"""Users in Redis, cache-aside: what is not there is loaded, and kept for a while.

The classic gap of such a cache: a reader loads the old row; a writer changes the row and clears
the cache; only then the reader stores the old row, which stays for the whole TTL. Here a reader
needs a lease to store what it loaded, and the writer clears leases as well as entries.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Lock

from redis.exceptions import RedisError

from labkit.systems.users.entries import BrokenEntry, key_of, read, written
from labkit.systems.users.errors import EmailTaken, InvalidUser
from labkit.systems.users.settings import Settings
from labkit.systems.users.slots import Slots, is_hold, is_lease
from labkit.systems.users.user import User, UserNotFound

_POLL = 0.005
"""How often, in seconds, a reader looks for what another one is loading."""

_NOBODY_MAY_STORE = b""

_LONGEST_DOUBT = 3.0
"""Seconds after which the database has ended every change that we have lost sight of: it waits two
for the next step of one (see `UserRepository`)."""


class UserCache:
    """Keeps users in Redis, and does without when Redis does not answer.

    Args:
        settings: where Redis is, and how long entries are kept.
    """

    def __init__(self, settings: Settings) -> None:
        self._slots = Slots(settings.redis_url, settings.redis_timeout)
        self._ttl, self._negative_ttl = settings.ttl, settings.negative_ttl
        self._lease_seconds = 2 * settings.database_timeout
        self._hold_seconds = max(10 * settings.database_timeout, _LONGEST_DOUBT)
        self._overdue: dict[int, object] = {}
        self._lock = Lock()

    def get(self, user_id: int, load: Callable[[], User | None]) -> User | None:
        """The user from the cache; when it is not there, what ``load`` returns, kept for later.

        Of many who ask at the same time, in any number of processes, one loads.
        """
        try:
            self._clear_overdue()
            found = self._wait_for(user_id)
            return found if not isinstance(found, bytes) else self._load(user_id, found, load)
        except RedisError:
            return load()

    @contextmanager
    def changing(self, user_id: int) -> Iterator[None]:
        """Around a change of the user in the database: afterwards nobody serves an older one.

        When the database fails in the block, it may have changed the user or not, or still be about
        to. Then there is a hold until that is over, so that nobody stores what is out of date.
        """
        hold = self._hold(user_id)
        try:
            yield
        except (UserNotFound, EmailTaken, InvalidUser):
            self._release(user_id, hold)
            raise
        except BaseException:
            if not self._hold(user_id):  # anew: another writer may have cleared ours with its own
                self._note(user_id)
            raise
        self._release(user_id, hold)

    def forget(self, user_id: int) -> None:
        """Serve nothing of this user that was loaded before now."""
        try:
            self._slots.release(self._key(user_id))
        except RedisError:
            self._note(user_id)

    def answers(self) -> bool:
        """Whether Redis answers."""
        return self._slots.answers()

    def close(self) -> None:
        """Give the connections back."""
        self._slots.close()

    def _key(self, user_id: int) -> str:
        """The place of a user: the same for every instance of the service."""
        return key_of(user_id)

    def _wait_for(self, user_id: int) -> User | bytes | None:
        """The cached user, or None for nobody; or the lease under which to load it."""
        key, deadline = self._key(user_id), time.monotonic() + self._lease_seconds
        while True:
            found, own = self._slots.look(key, self._lease_seconds)
            if own:
                return found
            if is_hold(found) or (is_lease(found) and time.monotonic() > deadline):
                self._slots.drop_endless(key, found)
                return _NOBODY_MAY_STORE
            if is_lease(found):
                time.sleep(_POLL)
                continue
            try:
                return read(found, user_id)
            except BrokenEntry:
                self._slots.drop(key, found)

    def _load(self, user_id: int, lease: bytes, load: Callable[[], User | None]) -> User | None:
        if lease == _NOBODY_MAY_STORE:
            return load()
        key = self._key(user_id)
        try:
            user = load()
        except BaseException:
            with suppress(RedisError):
                self._slots.drop(key, lease)
            raise
        with suppress(RedisError):
            seconds = self._ttl if user else self._negative_ttl
            self._slots.store(key, lease, written(user), seconds)
        return user

    def _hold(self, user_id: int) -> bytes:
        """The hold, or nothing when Redis does not answer."""
        try:
            self._clear_overdue()
            return self._slots.hold(self._key(user_id), self._hold_seconds)
        except RedisError:
            return b""

    def _release(self, user_id: int, hold: bytes) -> None:
        if not hold:
            # Redis did not answer a moment ago, and is not waited for again.
            self._note(user_id)
            return
        try:
            self._slots.release(self._key(user_id), hold)
        except RedisError:
            self._note(user_id)

    def _note(self, user_id: int) -> None:
        """Remember to clear this user before Redis is trusted again."""
        with self._lock:
            self._overdue[user_id] = object()

    def _clear_overdue(self) -> None:
        """Clear what could not be cleared while Redis was away."""
        for user_id, mark in list(self._overdue.items()):
            self._slots.release(self._key(user_id))
            with self._lock:
                if self._overdue.get(user_id) is mark:
                    del self._overdue[user_id]
