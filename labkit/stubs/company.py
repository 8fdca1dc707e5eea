"""The payment company's sandbox: it keeps books like the company, and takes no money."""

from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

from labkit.stubs.answers import Answer, known
from labkit.stubs.downstream import Request, served

_WORDS = {1: "paid", 2: "succeeded"}
"""What each version of the company's API calls a charge that went well."""


@dataclass(frozen=True)
class Charge:
    """Money that was taken.

    Attributes:
        customer: from whom.
        cents: how much.
        key: the ``Idempotency-Key`` that came with it.
    """

    customer: int
    cents: int
    key: str


class PaymentCompany:
    """A running sandbox, which follows the company's own rules.

    ``POST /charges`` with a header ``Idempotency-Key`` and
    ``{"customer": 7, "cents": 900}`` takes the money and answers ``{"status": "paid"}``;
    a key that was seen is answered as before, and takes nothing. 402 is a declined card,
    400 a request that breaks the rules.

    Attributes:
        url: where it answers.
        charges: the money that it took, in order.
        requests: what it was asked, in order.
    """

    def __init__(self, url: str, version: int = 1) -> None:
        self.url = url
        self.charges: list[Charge] = []
        self.requests: list[Request] = []
        self._done = {"status": _WORDS[version]}
        self._declined: set[int] = set()
        self._first: deque[Answer] = deque()
        self._lock = Lock()

    def taken_from(self, customer: int) -> int:
        """How many cents it took from a customer, all in all."""
        return sum(each.cents for each in self.charges if each.customer == customer)

    def decline(self, customer: int) -> None:
        """From now on this customer's card is declined."""
        self._declined.add(customer)

    def will_first(self, *answers: Answer) -> None:
        """Answer the next requests so, one each, and then as always.

        A status (``503``), a body or JSON comes instead of any work. With a failure on
        the way (``"hangs"``, ``"resets"``, ``"breaks off"``, ``"drips"``) the work is
        done, and the answer is lost.

        Raises:
            ValueError: for the name of a failure that there is not.
        """
        self._first.extend(known(answer) for answer in answers)

    def next_answer(self, request: Request) -> Answer:
        """Note a request and say what it gets."""
        with self._lock:
            self.requests.append(request)
            if not self._first:
                return self._work(request)
            if isinstance(self._first[0], str):
                self._work(request)
            return self._first.popleft()

    def _work(self, request: Request) -> Answer:
        if (request.method, request.path) != ("POST", "/charges"):
            return 404
        charge = _charge(request.body, request.headers.get("Idempotency-Key"))
        if charge is None:
            return 400
        if charge.customer in self._declined:
            return 402
        return self._take(charge)

    def _take(self, charge: Charge) -> Answer:
        for seen in self.charges:
            if seen.key == charge.key:
                return self._done if seen == charge else 400
        self.charges.append(charge)
        return self._done


@contextmanager
def payment_company(version: int = 1) -> Iterator[PaymentCompany]:
    """A sandbox of the payment company on a free port, gone after the block.

    Args:
        version: of the company's API; 2 is the one that it has announced for next year.
    """
    with served(lambda url: PaymentCompany(url, version)) as company:
        yield company


def _charge(content: Any, key: str | None) -> Charge | None:
    """What is asked for, or None when it breaks the rules."""
    if not key or not isinstance(content, Mapping):
        return None
    customer, cents = content.get("customer"), content.get("cents")
    if type(customer) is not int or type(cents) is not int or cents <= 0:
        return None
    return Charge(customer, cents, key)
