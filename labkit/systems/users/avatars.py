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
      connection, hang, send its answer byte by byte, break off.
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
        self._http = httpx.Client(base_url=url, trust_env=False, verify=_certificates())

    def find(self, email: str) -> str | None:
        """The address of somebody's picture, or None when there is no picture.

        Raises:
            AvatarsUnavailable: when the service gives no usable answer.
        """
        answer = self._call("GET", f"/avatars/{name_of(email)}")
        return None if answer is None else _picture(answer)

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
        answer = self._call("POST", "/avatars", json={"name": name_of(email)}, headers=headers)
        if answer is None:
            raise AvatarsUnavailable("the avatar service does not know orders (404)")
        return _picture(answer)

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()

    def _call(self, method: str, path: str, **what: Any) -> Any:
        """The answer's JSON, or None for 404; calls again where that may help."""
        for attempt in range(1, self._patience.attempts):
            try:
                return self._guarded(method, path, **what)
            except _MayGetBetter:
                self._pause(attempt)
        return self._guarded(method, path, **what)

    def _guarded(self, method: str, path: str, **what: Any) -> Any:
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

    def _once(self, method: str, path: str, **what: Any) -> Any:
        """One call.

        httpx limits each read and not the whole, so the answer is read with an eye on the clock.
        """
        limit = self._patience.timeout
        try:
            with self._http.stream(method, path, timeout=limit, **what) as answer:
                body = _read(answer, limit)
        except httpx.TransportError as error:
            raise _MayGetBetter(f"no answer from the avatar service: {error}") from error
        return _content(answer.status_code, body)

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


def _read(answer: httpx.Response, seconds: float) -> bytes:
    """The body of an answer, unless it takes too long to come."""
    ends = time.monotonic() + seconds
    body = bytearray()
    for chunk in answer.iter_raw():
        body += chunk
        if time.monotonic() > ends:
            raise _MayGetBetter("the avatar service's answer takes too long")
    return bytes(body)


def _content(status: int, body: bytes) -> Any:
    if status == httpx.codes.NOT_FOUND:
        return None
    if status == httpx.codes.TOO_MANY_REQUESTS or status >= httpx.codes.INTERNAL_SERVER_ERROR:
        raise _MayGetBetter(f"the avatar service answered {status}")
    if status not in (httpx.codes.OK, httpx.codes.CREATED):
        raise AvatarsUnavailable(f"the avatar service answered {status}")
    try:
        return httpx.Response(status, content=body).json()
    except ValueError as error:
        raise AvatarsUnavailable("the avatar service's answer is no JSON") from error


def _picture(answer: Any) -> str:
    """The address in an answer of the agreed form, ``{"url": "https://..."}``."""
    url = answer.get("url") if isinstance(answer, dict) else None
    if not isinstance(url, str) or not url:
        raise AvatarsUnavailable("the avatar service's answer has no address of a picture")
    return url
