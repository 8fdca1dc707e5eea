"""The client of the payment company: somebody else's service, and each charge costs money."""

import ssl
import time

import httpx

from labkit.systems.users.closing import Closing
from labkit.systems.users.punctual import PunctualTransport


class CardDeclined(Exception):
    """The user's bank refuses; nothing was taken."""


class PaymentsUnavailable(Exception):
    """It is not known whether the money was taken; the same key may be tried again."""


class PaymentClient(Closing):
    """Takes money through the payment company.

    What the company says of its API: ``POST /charges`` with a header
    ``Idempotency-Key`` and ``{"customer": 7, "cents": 900}``. It answers 200 with a
    ``status``: ``"paid"`` when it has the money, ``"pending"`` when it is still waiting
    for it; and 402 when the card is declined. A key that it has seen is answered as
    before, and nothing is taken again.

    What the client promises:

    - `charge` returns when the company has the money, and never otherwise.
    - A declined card is `CardDeclined`, and is not tried again: banks lock cards for
      that.
    - No connection, no answer in time, an answer that breaks off, or a status of 500
      and above is tried again, with the same key. After the last attempt it is
      `PaymentsUnavailable`.
    - Whatever else the company answers is `PaymentsUnavailable`. No other error comes
      out.

    Args:
        url: where the company is, for example ``http://127.0.0.1:8000``.
        timeout: seconds within which an answer has to be complete.
        attempts: calls at most, the first one included.
        pause: seconds between two calls.
    """

    def __init__(
        self, url: str, timeout: float = 2.0, attempts: int = 3, pause: float = 0.02
    ) -> None:
        self._attempts, self._pause = attempts, pause
        # Only https needs certificates, and reading them takes longer than several calls.
        verify = ssl.create_default_context() if url.startswith("https:") else False
        transport = PunctualTransport(verify)
        self._http = httpx.Client(
            base_url=url, timeout=timeout, trust_env=False, transport=transport
        )

    def charge(self, user_id: int, cents: int, key: str) -> None:
        """Take an amount.

        Args:
            user_id: from whom.
            cents: how much.
            key: names the payment; the same key never takes money twice.

        Raises:
            CardDeclined: when the user's bank refuses.
            PaymentsUnavailable: when the company does not say that it has the money.
        """
        for _ in range(1, self._attempts):
            try:
                return self._once(user_id, cents, key)
            except _MayGetBetter:
                time.sleep(self._pause)
        return self._once(user_id, cents, key)

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()

    def _once(self, user_id: int, cents: int, key: str) -> None:
        content = {"customer": user_id, "cents": cents}
        try:
            answer = self._http.post("/charges", json=content, headers={"Idempotency-Key": key})
        except httpx.RequestError as error:
            raise _MayGetBetter(f"no answer from the payment company: {error}") from error
        except httpx.InvalidURL as error:
            raise PaymentsUnavailable(
                f"the payment company sends us to no address: {error}"
            ) from error
        if answer.status_code == httpx.codes.PAYMENT_REQUIRED:
            raise CardDeclined(f"the card of user {user_id} is declined")
        if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise _MayGetBetter(f"the payment company answered {answer.status_code}")
        if not _is_paid(answer):
            said = answer.content[:80].decode(errors="replace")
            raise PaymentsUnavailable(f"the payment company answered {said!r}")


class _MayGetBetter(PaymentsUnavailable):
    """A failure after which another call is worth it."""


def _is_paid(answer: httpx.Response) -> bool:
    """Whether this is the agreed answer, ``{"status": "paid"}``."""
    if answer.status_code != httpx.codes.OK:
        return False
    try:
        content = answer.json()
    except (ValueError, RecursionError):
        return False
    return isinstance(content, dict) and content.get("status") == "paid"
