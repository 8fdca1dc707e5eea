"""A repository that notes each lookup, and one that is disturbed at its work."""

import threading
from collections.abc import Callable

from labkit.systems.users import AccountRepository, User


def _nothing() -> None:
    """Nothing happens."""


class Lookups:
    """What a service asks the database for, and a way to stop it there.

    Use `open` as the service's ``open_repository``.
    """

    def __init__(self, before_return: Callable[[], object] = _nothing) -> None:
        self.ids: list[int] = []
        self._before_return = before_return

    def open(self, url: str, timeout: float) -> AccountRepository:
        """A repository whose lookups are noted."""
        lookups = self

        class Recording(AccountRepository):
            def find(self, user_id: int) -> User | None:
                lookups.ids.append(user_id)
                user = super().find(user_id)
                lookups._before_return()
                return user

        return Recording(url, timeout)


def interrupted(
    before: Callable[[], object] = _nothing, after: Callable[[], object] = _nothing
) -> type[AccountRepository]:
    """A repository to which something happens before and after each change of a user."""

    class Interrupted(AccountRepository):
        def change(self, user_id: int, email: str | None, name: str | None) -> User:
            before()
            user = super().change(user_id, email, name)
            after()
            return user

    return Interrupted


class Gate:
    """Stops a thread at a place until the test lets it go on."""

    def __init__(self) -> None:
        self._reached, self._opened = threading.Event(), threading.Event()

    def pass_through(self) -> None:
        """Wait here until the gate is opened."""
        self._reached.set()
        assert self._opened.wait(20)

    def wait_until_reached(self) -> None:
        """Wait until a thread stands at the gate."""
        assert self._reached.wait(20)

    def open(self) -> None:
        """Let everybody pass, now and later."""
        self._opened.set()
