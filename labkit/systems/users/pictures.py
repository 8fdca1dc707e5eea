"""A picture for everybody who registers, ordered in the background."""

import logging
import threading
from queue import SimpleQueue
from typing import Protocol
from uuid import uuid4

from labkit.systems.users.avatars import AvatarsUnavailable
from labkit.systems.users.closing import Closing
from labkit.systems.users.user import User

_log = logging.getLogger(__name__)
_CLOSE_SECONDS = 10.0


class Orders(Protocol):
    """Whoever has pictures drawn: an `AvatarClient`."""

    def order(self, email: str, key: str) -> str:
        """Have a picture drawn; raises AvatarsUnavailable when that did not succeed."""


class PictureOrders(Closing):
    """Orders a picture for each user who registers, in a thread of its own.

    A `UserService` tells it of registrations when it is given as ``events``.

    What it promises:

    - ``user_registered`` returns at once, whatever the avatar service does.
    - For each registration one picture is ordered, and not a second one when that went well;
      whoever registers first comes first.
    - An order that fails is sent again after ``pause`` seconds, with the same key. After ``tries``
      in all it is given up, and the next one has its turn.
    - ``close`` ends it; orders that still wait are not sent.

    What it leaves open: how soon an order is sent, and what a key looks like.

    Args:
        avatars: has the pictures drawn.
        pause: seconds between two tries.
        tries: how often to try.
    """

    def __init__(self, avatars: Orders, pause: float = 0.5, tries: int = 3) -> None:
        self._avatars, self._pause, self._tries = avatars, pause, tries
        self._waiting: SimpleQueue[tuple[User, str] | None] = SimpleQueue()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._work, name="picture orders", daemon=True)
        self._thread.start()

    def user_registered(self, user: User) -> None:
        """Order a picture of this user, later."""
        self._waiting.put((user, uuid4().hex))

    def close(self) -> None:
        """End the thread, after the call that it is at."""
        self._closing.set()
        self._waiting.put(None)
        self._thread.join(_CLOSE_SECONDS)

    def _work(self) -> None:
        while (order := self._waiting.get()) and not self._closing.is_set():
            user, key = order
            self._send(user, key)

    def _send(self, user: User, key: str) -> None:
        """Order one picture, and try again where that fails."""
        for _ in range(self._tries):
            try:
                self._avatars.order(user.email, key)
                return
            except AvatarsUnavailable as problem:
                _log.warning("no picture of user %s yet: %s", user.id, problem)
                if self._closing.wait(self._pause):
                    return
