"""The message contract: a mailer that waits for `user.registered`, and who sends it."""

import json

from pact import Pact, match

from labkit.contracts import Contract, Message
from labkit.systems.users import User

MAILS = Contract("Mailer", "UserService")


def registered(pact: Pact) -> None:
    """What the mailer needs of the message."""
    needed = {"email": match.str("ada@example.com"), "name": match.str("Ada")}
    (
        pact.upon_receiving("user.registered", "Async")
        .given("somebody has registered")
        .with_body(needed, "application/json")
    )


def welcome(body: bytes | str) -> str:
    """The mailer's own code: the mail that it sends for a message."""
    user = json.loads(body)
    return f"To: {user['email']}\nWelcome, {user['name']}."


def announced(user: User) -> Message:
    """The service's own code: the message about a user."""
    return Message(json.dumps({"id": user.id, "email": user.email, "name": user.name}).encode())


def announced_by_id(user: User) -> Message:
    """The message after somebody made it smaller: whoever wants more can ask the API."""
    return Message(json.dumps({"id": user.id}).encode())
