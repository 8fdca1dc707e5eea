"""The message ``user.registered``: what the service says and the mailer reads, in one place."""

import json
from dataclasses import dataclass
from typing import Any, Self
from uuid import NAMESPACE_URL, uuid5

from labkit.systems.users.user import User

CONTENT_TYPE = "application/json"


class BadMessage(ValueError):
    """A message that no try can make readable."""


@dataclass(frozen=True)
class UserRegistered:
    """Somebody has registered.

    Attributes:
        id: of this registration: the same however often its message is sent, and no other's.
        user_id: the user's id.
        email: the user's address.
        name: the user's name, in any script.
    """

    id: str
    user_id: int
    email: str
    name: str

    @classmethod
    def of(cls, user: User) -> Self:
        """The message about a user."""
        registration = f"user.registered/{user.id}/{user.created_at.isoformat()}"
        return cls(str(uuid5(NAMESPACE_URL, registration)), user.id, user.email, user.name)

    def to_json(self) -> bytes:
        """The body of the message: JSON in UTF-8."""
        body = {"user_id": self.user_id, "email": self.email, "name": self.name}
        return json.dumps(body, ensure_ascii=False).encode()

    @classmethod
    def from_json(cls, message_id: str | None, body: bytes) -> Self:
        """Read a message; fields that it has beyond ours are left alone.

        Raises:
            BadMessage: when it has no id, is no JSON object, lacks a field, or is nested so deep
                that nobody reads it.
        """
        if not message_id:
            raise BadMessage("the message has no id")
        try:
            fields: Any = json.loads(body)
            return cls(message_id, int(fields["user_id"]), _text(fields["email"]),
                       _text(fields["name"]))  # fmt: skip
        except (ValueError, LookupError, TypeError, OverflowError, RecursionError) as problem:
            raise BadMessage(f"the message cannot be read: {problem!r}") from problem


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise BadMessage(f"{value!r} is no text")
    return value
