"""The places in Redis where users are cached, each read and changed in one step.

A place holds one of three things, or nothing:

- an *entry*;
- a *lease*: one reader is loading the entry. The others wait for it, and only the holder of the
  lease may store what it loaded;
- a *hold*: a writer is at work. Readers neither wait nor store.
"""

import secrets
from contextlib import suppress
from typing import Any

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as ConnectionLost
from redis.exceptions import RedisError, ResponseError
from redis.retry import Retry

_LEASE, _HOLD = b"lease:", b"hold:"

# Scripts, for other instances of the service look and act at the same places.
_STORE = """
if redis.call('GET', KEYS[1]) == ARGV[1] then
    redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
end
"""
_DROP = """
if redis.call('GET', KEYS[1]) == ARGV[1] then
    redis.call('DEL', KEYS[1])
end
"""
_DROP_ENDLESS = """
if redis.call('GET', KEYS[1]) == ARGV[1] and redis.call('PTTL', KEYS[1]) == -1 then
    redis.call('DEL', KEYS[1])
end
"""
_RELEASE = """
if redis.call('TYPE', KEYS[1]).ok ~= 'string' then
    redis.call('DEL', KEYS[1])
    return
end
local now = redis.call('GET', KEYS[1])
if now and (now == ARGV[1] or string.sub(now, 1, 5) ~= 'hold:') then
    redis.call('DEL', KEYS[1])
end
"""


class Slots:
    """What the cache does with Redis; every method raises RedisError when Redis fails.

    Args:
        url: where Redis is.
        timeout: how long Redis may take for one answer, in seconds.
    """

    def __init__(self, url: str, timeout: float) -> None:
        # A connection that has died since its last use is replaced once; time-outs count.
        again = Retry(NoBackoff(), 1, supported_errors=(ConnectionLost,))
        self._redis = Redis.from_url(
            url, socket_timeout=timeout, socket_connect_timeout=timeout, retry=again
        )

    def look(self, key: str, seconds: float) -> tuple[bytes, bool]:
        """What is there; where nothing is, a new lease is put there.

        Args:
            key: the place.
            seconds: how long a new lease is good for.

        Returns:
            The lease, entry or hold, and whether it is a lease of one's own.
        """
        lease = _LEASE + secrets.token_hex(8).encode()
        try:
            found: Any = self._redis.set(key, lease, nx=True, get=True, px=_ms(seconds))
        except ResponseError as error:
            if not str(error).startswith("WRONGTYPE"):
                raise
            self._redis.delete(key)  # Somebody put a list or the like there.
            return self.look(key, seconds)
        own = found is None or found == lease
        return (lease if own else found), own

    def store(self, key: str, lease: bytes, entry: bytes, seconds: float) -> None:
        """Put an entry in the place of one's own lease; do nothing when that is gone."""
        self._redis.eval(_STORE, 1, key, lease, entry, _ms(seconds))

    def drop(self, key: str, what: bytes) -> None:
        """Take away exactly this entry or lease."""
        self._redis.eval(_DROP, 1, key, what)

    def drop_endless(self, key: str, what: bytes) -> None:
        """Take away what looks like a lease or a hold and never expires: it is neither."""
        self._redis.eval(_DROP_ENDLESS, 1, key, what)

    def hold(self, key: str, seconds: float) -> bytes:
        """Put a hold there, whatever was there; it expires unless it is released."""
        hold = _HOLD + secrets.token_hex(8).encode()
        self._redis.set(key, hold, px=_ms(seconds))
        return hold

    def release(self, key: str, hold: bytes = b"") -> None:
        """Clear the place, unless another writer holds it: then that one clears it."""
        self._redis.eval(_RELEASE, 1, key, hold)

    def answers(self) -> bool:
        """Whether Redis answers."""
        with suppress(RedisError):
            return bool(self._redis.ping())
        return False

    def close(self) -> None:
        """Give the connections back."""
        self._redis.close()


def is_lease(found: bytes) -> bool:
    """Whether somebody is loading the entry."""
    return found.startswith(_LEASE)


def is_hold(found: bytes) -> bool:
    """Whether somebody is changing what the entry shows."""
    return found.startswith(_HOLD)


def _ms(seconds: float) -> int:
    return max(1, round(seconds * 1000))
