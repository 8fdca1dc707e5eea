"""What an operator can set."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self


@dataclass(frozen=True)
class Settings:
    """Where the service's servers are, and how patient it is with them.

    Attributes:
        database_url: ``postgresql://user:password@host:port/name``.
        redis_url: ``redis://host:port/0``.
        ttl: how long a user may be served from the cache, in seconds.
        negative_ttl: how long "there is no such user" may be, in seconds.
        database_timeout: how long PostgreSQL may take for one answer, in seconds.
        redis_timeout: the same for Redis.
    """

    database_url: str
    redis_url: str
    ttl: float = 60.0
    negative_ttl: float = 5.0
    database_timeout: float = 1.0
    redis_timeout: float = 0.2

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        """Read ``DATABASE_URL``, ``REDIS_URL``, ``TTL`` and so on; times are numbers of seconds.

        Raises:
            ValueError: in one sentence, when one is missing or no number above 0.
        """
        return cls(**{key: _value(key, text) for key, text in _given(cls, environment).items()})


def _given(settings: type[Settings], environment: Mapping[str, str]) -> dict[str, str]:
    names = [field.name for field in fields(settings)]
    given = {name: environment[name.upper()] for name in names if name.upper() in environment}
    for name in ("database_url", "redis_url"):
        if not given.get(name):
            raise ValueError(f"{name.upper()} is not set; it says where the server is.")
    return given


def _value(name: str, text: str) -> Any:
    if name.endswith("_url"):
        return text
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise ValueError(f"{name.upper()} is {text!r}; it must be a number of seconds above 0.")
    return seconds
