"""The memberships without a database, for tests of what uses them."""

from datetime import datetime

from labkit.systems.users.premium.membership import Membership


class InMemoryMemberships:
    """Answers as `MembershipStore` does.

    Its tests run on `MembershipStore` as well, so that the two cannot drift apart.
    """

    def __init__(self) -> None:
        self._kept: dict[str, Membership] = {}

    def add(self, membership: Membership) -> None:
        """Keep a membership; one of the same order that is there already stays."""
        self._kept.setdefault(membership.order, membership)

    def find(self, order: str) -> Membership | None:
        """What this order bought, or None."""
        return self._kept.get(order)

    def paid_until(self, user_id: int) -> datetime | None:
        """When the last of a user's memberships ends; None for who never had one."""
        return self._ends().get(user_id)

    def ending(self, begin: datetime, end: datetime) -> list[int]:
        """Who ends after ``begin``, and no later than ``end``; who ends first comes first."""
        ends = sorted((when, user) for user, when in self._ends().items())
        return [user for when, user in ends if begin < when <= end]

    def _ends(self) -> dict[int, datetime]:
        """When each user's last membership ends."""
        by_end = sorted(self._kept.values(), key=lambda each: each.paid_until)
        return {each.user_id: each.paid_until for each in by_end}
