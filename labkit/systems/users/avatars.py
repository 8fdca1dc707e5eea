"""The client of the avatar service: somebody else's, on the network, and not always well."""

import random
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any

import httpx

from labkit.systems.users.breaker import Breaker
from labkit.systems.users.closing import Closing
from labkit.systems.users.punctual import PunctualTransport
from labkit.systems.users.user import User


class AvatarsUnavailable(Exception):
    """The avatar service gave no usable answer; the message says why."""


@dataclass(frozen=True)
class Patience:
    """How long and how often the client tries.

    Attributes:
        attempts: calls at most, the first one included.
        timeout: seconds to wait for an answer, and seconds for the answer to be complete.
        backoff: the longest pause before the second call, in seconds; it doubles for each further
            one. Each pause is between half of it and all of it, by chance.
    """

    attempts: int = 3
    timeout: float = 0.5
    backoff: float = 0.05


class AvatarClient(Closing):
    """Asks the avatar service for pictures.

    What it promises:

    - It never waits longer than its patience says, whatever the service does: refuse the
      connection, hang, send its answer or what comes before it byte by byte, break off.
    - What may get better is tried again: no connection, no answer in time, an answer that breaks
      off, status 429 and 5xx. What will not is not: any other status, an answer that is no JSON
      or not of the agreed form.
    - A repeated order carries the same ``Idempotency-Key``, so the service can tell that it is one.
    - After a number of failed calls in a row it leaves the service alone for a while (see
      ``Breaker``). Status 404 is an answer and no failure.
    - Every failure is an ``AvatarsUnavailable``; nothing else comes out.

    Args:
        url: where the service is, for example ``http://127.0.0.1:8000``.
        patience: how long and how often it tries.
        breaker: decides whether to call at all.
        sleep: pauses for a number of seconds; tests pass one that only counts.
    """

    def __init__(
        self,
        url: str,
        patience: Patience | None = None,
        breaker: Breaker | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._patience = patience or Patience()
        self._breaker = breaker or Breaker()
        self._sleep = sleep
        self._http = httpx.Client(
            base_url=url, trust_env=False, transport=PunctualTransport(_certificates())
        )

    def find(self, email: str) -> str | None:
        """The address of somebody's picture, or None when there is no picture.

        Raises:
            AvatarsUnavailable: when the service gives no usable answer.
        """
        return self._call("GET", f"/avatars/{name_of(email)}")

    def url_for(self, user: User) -> str | None:
        """The address of a user's picture; None also when the service does not answer.

        A page without a picture is better than no page.
        """
        try:
            return self.find(user.email)
        except AvatarsUnavailable:
            return None

    def order(self, email: str, key: str) -> str:
        """Have a picture drawn, and return its address.

        Args:
            email: whose picture.
            key: names this order; one that was sent before draws nothing new.

        Raises:
            AvatarsUnavailable: when the service gives no usable answer.
        """
        headers = {"Idempotency-Key": key}
        picture = self._call("POST", "/avatars", json={"name": name_of(email)}, headers=headers)
        if picture is None:
            raise AvatarsUnavailable("the avatar service does not know orders (404)")
        return picture

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()

    def _call(self, method: str, path: str, **what: Any) -> str | None:
        """The picture's address, or None for 404; calls again where that may help."""
        for attempt in range(1, self._patience.attempts):
            try:
                return self._guarded(method, path, **what)
            except _MayGetBetter:
                self._pause(attempt)
        return self._guarded(method, path, **what)

    def _guarded(self, method: str, path: str, **what: Any) -> str | None:
        """One call, if the breaker allows it; the breaker is told how it went."""
        if not self._breaker.allows():
            raise AvatarsUnavailable("the avatar service failed lately and is left alone")
        try:
            answer = self._once(method, path, **what)
        except BaseException:
            self._breaker.failed()
            raise
        self._breaker.succeeded()
        return answer

    def _once(self, method: str, path: str, **what: Any) -> str | None:
        """One call."""
        limit = self._patience.timeout
        try:
            answer = self._http.request(method, path, timeout=limit, **what)
        except httpx.TransportError as error:
            raise _MayGetBetter(f"no answer from the avatar service: {error}") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise AvatarsUnavailable(f"no answer that can be understood: {error}") from error
        return None if answer.status_code == httpx.codes.NOT_FOUND else _picture(_content(answer))

    def _pause(self, attempt: int) -> None:
        """Wait before the next call, between half and all of what the patience says.

        By chance, so that many clients do not come back at the same moment.
        """
        longest = self._patience.backoff * 2 ** (attempt - 1)
        self._sleep(longest * random.uniform(0.5, 1))


class _MayGetBetter(AvatarsUnavailable):
    """A failure after which another call is worth it."""


@cache
def _certificates() -> ssl.SSLContext:
    """Whom to trust; reading the list takes longer than several calls."""
    return ssl.create_default_context()


def name_of(email: str) -> str:
    """The name under which the service keeps somebody's picture: no address leaves the house."""
    return sha256(email.strip().lower().encode()).hexdigest()


def _content(answer: httpx.Response) -> Any:
    """The JSON in an answer."""
    status = answer.status_code
    if status == httpx.codes.TOO_MANY_REQUESTS or status >= httpx.codes.INTERNAL_SERVER_ERROR:
        raise _MayGetBetter(f"the avatar service answered {status}")
    if status not in (httpx.codes.OK, httpx.codes.CREATED):
        raise AvatarsUnavailable(f"the avatar service answered {status}")
    try:
        return answer.json()
    except (ValueError, RecursionError) as error:
        raise AvatarsUnavailable("the avatar service's answer is no JSON") from error


def _picture(answer: Any) -> str:
    """The address in an answer of the agreed form, ``{"url": "https://..."}``."""
    url = answer.get("url") if isinstance(answer, dict) else None
    if not isinstance(url, str) or not url or not url.isprintable():
        raise AvatarsUnavailable("the avatar service's answer has no address of a picture")
    return url
