"""The client that one writes first, and one that comes back in step with all others."""

import httpx

from labkit.systems.users import User
from labkit.systems.users.avatars import AvatarClient, name_of


class NaiveAvatars:
    """Asks the avatar service, and believes that it answers."""

    def __init__(self, url: str) -> None:
        self._url = url

    def url_for(self, user: User) -> str:
        """The address of a user's picture."""
        answer = httpx.get(f"{self._url}/avatars/{name_of(user.email)}")
        return str(answer.json()["url"])


class InStep(AvatarClient):
    """Pauses always as long as the first time, as every other one of its kind does."""

    def _pause(self, attempt: int) -> None:  # noqa: ARG002
        self._sleep(self._patience.backoff)
