"""The web pages' view of the user service: a client of its API."""

import ssl
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import httpx

from labkit.systems.users.closing import Closing


class FrontendError(Exception):
    """The service did not do what it was asked; the message may be shown to a visitor."""


class AddressTaken(FrontendError):
    """Somebody else has this address."""


class NotAccepted(FrontendError):
    """The service refuses what was typed in."""


class NoSuchUser(FrontendError):
    """There is nobody with this id, or no longer."""


class ServiceUnavailable(FrontendError):
    """The service does not answer, not in time, or nothing that can be understood."""


_ERRORS = {404: NoSuchUser, 409: AddressTaken, 422: NotAccepted}
_LATER = "The service is not available just now. Please try again later."
_CHECK = "Please check what you have typed."


@dataclass(frozen=True)
class Profile:
    """What a page shows of a user.

    Attributes:
        id: the ``id`` that the service gave.
        email: the address.
        name: the name.
        member_since: ``created_at`` of the service, as a ``datetime``.
    """

    id: int
    email: str
    name: str
    member_since: datetime


class WebFrontend(Closing):
    """Reads, registers and renames users for the web pages.

    It uses four fields of a user: ``id``, ``email``, ``name``, and ``created_at``, a date and time
    in ISO form. What the service says in ``detail`` becomes the message of `AddressTaken`,
    `NoSuchUser` and `NotAccepted`, the text of ``str(error)``; a ``detail`` that is a list becomes
    "Please check what you have typed." Each method raises ServiceUnavailable, with a sentence of
    its own, when the service is down, answers too late, or answers nonsense.

    Args:
        url: where the service is, for example ``http://127.0.0.1:40123``.
        timeout: how long a visitor waits for each step of an answer, in seconds.
    """

    def __init__(self, url: str, timeout: float = 2.0) -> None:
        self._client = httpx.Client(
            base_url=url, timeout=timeout, trust_env=False, verify=_certificates()
        )

    def profile(self, user_id: int) -> Profile | None:
        """The user with this id, or None: ``GET /api/users/{id}``, answered with 200 or 404."""
        answer = self._ask("GET", f"/api/users/{user_id}")
        return None if answer.status_code == 404 else _profile(_expect(200, answer))

    def register(self, email: str, name: str) -> Profile:
        """Register a user: ``POST /api/users`` with email and name, answered with 201.

        Raises:
            AddressTaken: when it is answered with 409.
            NotAccepted: when it is answered with 422.
        """
        answer = self._ask("POST", "/api/users", {"email": email, "name": name})
        return _profile(_expect(201, answer))

    def rename(self, user_id: int, name: str) -> Profile:
        """Give a user another name: ``PATCH /api/users/{id}`` with the name, answered with 200.

        Raises:
            NoSuchUser: when it is answered with 404.
            NotAccepted: when it is answered with 422.
        """
        answer = self._ask("PATCH", f"/api/users/{user_id}", {"name": name})
        return _profile(_expect(200, answer))

    def close(self) -> None:
        """Give the connections back."""
        self._client.close()

    def _ask(self, method: str, path: str, body: dict[str, str] | None = None) -> httpx.Response:
        try:
            return self._client.request(method, path, json=body)
        except UnicodeEncodeError:  # a text that is none, such as half of a sign
            raise NotAccepted(_CHECK) from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise ServiceUnavailable(_LATER) from error


@cache
def _certificates() -> ssl.SSLContext:
    """Whom to trust; reading the list takes longer than several calls."""
    return ssl.create_default_context()


def _expect(status: int, answer: httpx.Response) -> httpx.Response:
    if answer.status_code == status:
        return answer
    kind = _ERRORS.get(answer.status_code)
    raise kind(_detail(answer)) if kind else ServiceUnavailable(_LATER)


def _detail(answer: httpx.Response) -> str:
    """What the service says about an error."""
    try:
        said: Any = answer.json()["detail"]
    except (ValueError, LookupError, TypeError, RecursionError):
        raise ServiceUnavailable(_LATER) from None
    # For input of the wrong shape it is a list that names each field, not a sentence.
    return said if isinstance(said, str) else _CHECK


def _profile(answer: httpx.Response) -> Profile:
    try:
        user: Any = answer.json()
        since = datetime.fromisoformat(user["created_at"])
        shown = Profile(user["id"], user["email"], user["name"], since)
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise ServiceUnavailable(_LATER) from error
    if (type(shown.id), type(shown.email), type(shown.name)) != (int, str, str):
        raise ServiceUnavailable(_LATER)
    return shown
