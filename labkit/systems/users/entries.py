"""How a user, or the fact that there is none, is written into the cache."""

import json
from datetime import datetime
from typing import Any

from labkit.systems.users.user import User

VERSION = 2
"""Raise it when the format changes: it is part of every key, so old entries are never read."""

_NOBODY = "nobody"
_KINDS = {"id": int, "email": str, "name": str, "created_at": str}


class BrokenEntry(ValueError):
    """The entry is none that this version of the service has written for this user."""


def key_of(user_id: int) -> str:
    """The key under which a user is cached."""
    return f"users:v{VERSION}:{user_id}"


def written(user: User | None) -> bytes:
    """The entry for a user, or for nobody."""
    if user is None:
        return json.dumps(_NOBODY).encode()
    fields = {name: getattr(user, name) for name in _KINDS}
    return json.dumps({**fields, "created_at": user.created_at.isoformat()}).encode()


def read(entry: bytes, user_id: int) -> User | None:
    """The user, or None for nobody, that an entry holds.

    Raises:
        BrokenEntry: when it holds anything else, another user included.
    """
    try:
        fields = json.loads(entry)
        return None if fields == _NOBODY else _user(fields, user_id)
    except (ValueError, TypeError, RecursionError) as error:
        raise BrokenEntry(f"the entry of user {user_id}: {error}") from error


def _user(fields: Any, user_id: int) -> User:
    if not isinstance(fields, dict) or fields.keys() != _KINDS.keys():
        raise ValueError("not the fields of a user")
    if any(type(fields[name]) is not kind for name, kind in _KINDS.items()):
        raise ValueError("a field of the wrong kind")
    if fields["id"] != user_id:
        raise ValueError("another user")
    created_at = datetime.fromisoformat(fields["created_at"])
    if created_at.tzinfo is None:
        raise ValueError("a time without its zone")
    return User(user_id, fields["email"], fields["name"], created_at)
