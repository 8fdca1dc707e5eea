"""Premium membership and its neighbours with one mistake each, for tests to find."""

import uuid
from contextlib import suppress
from datetime import datetime

from labkit.systems.users.premium import (
    CardDeclined,
    InMemoryMemberships,
    Membership,
    MembershipStore,
    PaymentClient,
    Payments,
    Premium,
)

__all__ = [
    "AnotherKeyEachTime",
    "Forgetful",
    "InMemoryMemberships",
    "LastWriterWins",
    "LastWriterWinsInMemory",
    "MembershipStore",
    "OldFake",
    "OneMomentTooLong",
    "OneMomentTooShort",
    "PaymentClient",
    "Premium",
    "StillInEuros",
    "TakesNoForYes",
]


class StillInEuros(Premium):
    """As it was when the company counted in euros."""

    def buy(self, order: str, user_id: int) -> Membership:
        """Sell a membership for 9."""
        own, self._payments = self._payments, _InEuros(self._payments)
        try:
            return super().buy(order, user_id)
        finally:
            self._payments = own


class _InEuros:
    def __init__(self, payments: Payments) -> None:
        self._payments = payments

    def charge(self, user_id: int, cents: int, key: str) -> None:
        self._payments.charge(user_id, cents // 100, key=key)


class Forgetful(Premium):
    """Sells, and keeps it in a place where nobody looks."""

    def buy(self, order: str, user_id: int) -> Membership:  # noqa: ARG002  # that is the mistake
        """Sell a membership to user 0."""
        return super().buy(order, 0)


class OneMomentTooLong(Premium):
    """Lets members in at the moment at which they are none any more."""

    def is_member(self, user_id: int) -> bool:
        """Whether a user is a member now, or was until now."""
        paid_until = self._memberships.paid_until(user_id)
        return paid_until is not None and self._now() <= paid_until


class OneMomentTooShort(Premium):
    """Counts the days, and not the hours."""

    def is_member(self, user_id: int) -> bool:
        """Whether a membership ends on a later day than today."""
        paid_until = self._memberships.paid_until(user_id)
        return paid_until is not None and self._now().date() < paid_until.date()


class TakesNoForYes(PaymentClient):
    """Lets a declined card pass."""

    def charge(self, user_id: int, cents: int, key: str) -> None:
        """Take an amount, or not."""
        with suppress(CardDeclined):
            super().charge(user_id, cents, key)


class AnotherKeyEachTime(PaymentClient):
    """Gives each attempt a key of its own."""

    def _once(self, user_id: int, cents: int, key: str) -> None:
        super()._once(user_id, cents, f"{key} {uuid.uuid4()}")


class OldFake(InMemoryMemberships):
    """A fake from the time when nobody could buy twice."""

    def ending(self, begin: datetime, end: datetime) -> list[int]:
        """The users of whose memberships any ends in this time."""
        kept = sorted(self._kept.values(), key=lambda each: each.paid_until)
        return [each.user_id for each in kept if begin < each.paid_until <= end]


class LastWriterWinsInMemory(InMemoryMemberships):
    """A fake that lets an order be overwritten."""

    def add(self, membership: Membership) -> None:
        """Keep a membership, whatever was there."""
        self._kept[membership.order] = membership


class LastWriterWins(MembershipStore):
    """A store that lets an order be overwritten."""

    def add(self, membership: Membership) -> None:
        """Keep a membership, whatever was there."""
        self._connection.execute("DELETE FROM memberships WHERE order_id = %s", (membership.order,))
        super().add(membership)
