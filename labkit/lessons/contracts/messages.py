"""The message contract: a mailer that waits for `user.registered`, and who sends it."""

import json

from pact import Pact, match

from labkit.contracts import Contract, Message
from labkit.systems.users import User
from labkit.systems.users.messages import UserRegistered

MAILS = Contract("Mailer", "UserService")


def registered(pact: Pact) -> None:
    """What the mailer needs of the message."""
    needed = {
        "user_id": match.int(7),
        "email": match.str("ada@example.com"),
        "name": match.str("Ada"),
    }
    pact.upon_receiving("user.registered", "Async").with_body(needed, "application/json")


def read(body: bytes | str) -> UserRegistered:
    """Read a message as the mailer does."""
    return UserRegistered.from_json("1", body.encode() if isinstance(body, str) else body)


def announced(user: User) -> Message:
    """The message as the service makes it."""
    return Message(UserRegistered.of(user).to_json())


def announced_by_id(user: User) -> Message:
    """The same after somebody made it smaller: whoever wants more can ask the API."""
    return Message(json.dumps({"user_id": user.id}).encode())
