"""Selling memberships, and telling who is a member."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

PRICE_CENTS = 900
PERIOD = timedelta(days=30)


@dataclass(frozen=True)
class Membership:
    """What one order bought.

    Attributes:
        order: names the order; no two have the same.
        user_id: who bought it.
        paid_until: the moment at which it ends, with its time zone.
    """

    order: str
    user_id: int
    paid_until: datetime


class Memberships(Protocol):
    """Whoever keeps the memberships."""

    def add(self, membership: Membership) -> None:
        """Keep a membership for good; one of the same order that is there already stays."""

    def find(self, order: str) -> Membership | None:
        """What this order bought, or None."""

    def paid_until(self, user_id: int) -> datetime | None:
        """When the last of a user's memberships ends; None for who never had one."""

    def ending(self, begin: datetime, end: datetime) -> list[int]:
        """Who ends after ``begin``, and no later than ``end``; who ends first comes first."""


class Payments(Protocol):
    """Whoever takes the money."""

    def charge(self, user_id: int, cents: int, key: str) -> None:
        """Take an amount, in cents; the same key never takes it twice."""


def utc_now() -> datetime:
    """The time."""
    return datetime.now(UTC)


class Premium:
    """Sells memberships.

    What it promises:

    - `buy` takes 900 cents and gives thirty days: from now on, or from the end of what
      the user has paid already. The same order again takes nothing, gives nothing, and
      returns what it bought.
    - When the card is declined (`CardDeclined`) or the money cannot be taken
      (`PaymentsUnavailable`), the error comes out, and the user has no more than before.
      The same order may be tried again later.
    - `is_member` is true until the moment at which the last membership ends; at that
      moment it is false.
    - `ending_soon` names the users whose last membership ends within some days from now,
      who ends first at the front. Who has paid for longer is not among them, and neither
      is who has ended.

    What it leaves open: what two orders of one user bring that come at the same moment.

    Args:
        memberships: keeps what was bought.
        payments: takes the money.
        now: the time; tests pass one that they can set.
    """

    def __init__(
        self, memberships: Memberships, payments: Payments, now: Callable[[], datetime] = utc_now
    ) -> None:
        self._memberships, self._payments, self._now = memberships, payments, now

    def buy(self, order: str, user_id: int) -> Membership:
        """Sell a membership.

        Raises:
            CardDeclined: when the user cannot pay.
            PaymentsUnavailable: when it is not known whether the user has paid.
        """
        bought = self._memberships.find(order)
        if bought is not None:
            return bought
        self._payments.charge(user_id, PRICE_CENTS, key=order)
        bought = Membership(order, user_id, self._begin(user_id) + PERIOD)
        self._memberships.add(bought)
        return bought

    def is_member(self, user_id: int) -> bool:
        """Whether a user is a member now."""
        paid_until = self._memberships.paid_until(user_id)
        return paid_until is not None and self._now() < paid_until

    def ending_soon(self, days: int = 3) -> list[int]:
        """The ids of those whose membership ends within some days."""
        now = self._now()
        return self._memberships.ending(now, now + timedelta(days=days))

    def _begin(self, user_id: int) -> datetime:
        """When a membership that is bought now begins."""
        now, paid_until = self._now(), self._memberships.paid_until(user_id)
        return now if paid_until is None else max(now, paid_until)
