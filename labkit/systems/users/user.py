"""A user, and the error for one who is not there."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class User:
    """A registered user, as the database holds it.

    Attributes:
        id: a whole number that no other user has; which one is not promised.
        email: the address; whether in the case in which it was given is not promised.
        name: the name, character for character as it was given.
        created_at: when the user was registered, with its time zone.
    """

    id: int
    email: str
    name: str
    created_at: datetime


class UserNotFound(LookupError):
    """There is no user with this id."""

    def __init__(self, user_id: int) -> None:
        super().__init__(f"There is no user {user_id}.")
        self.user_id = user_id
