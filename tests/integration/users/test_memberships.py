"""What keeps memberships, in PostgreSQL and in memory: the same tests for both."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest

from labkit.systems.users.premium import (
    InMemoryMemberships,
    Membership,
    Memberships,
    MembershipStore,
)

NOON = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def store(url: str) -> Iterator[MembershipStore]:
    """A store on an empty database."""
    with MembershipStore(url) as store:
        store.migrate()
        yield store


@pytest.fixture(params=["real", "in memory"])
def memberships(request: pytest.FixtureRequest) -> Memberships:
    """One of the two, empty."""
    if request.param == "in memory":
        return InMemoryMemberships()
    real: MembershipStore = request.getfixturevalue("store")
    return real


def test_a_membership_comes_back_as_it_was_given(memberships: Memberships) -> None:
    membership = Membership("order 1", 7, NOON)
    memberships.add(membership)
    assert memberships.find("order 1") == membership
    assert memberships.paid_until(7) == NOON


def test_nothing_is_none(memberships: Memberships) -> None:
    assert memberships.find("order 1") is None
    assert memberships.paid_until(7) is None
    assert memberships.ending(NOON, NOON + DAY) == []


def test_the_same_order_again_changes_nothing(memberships: Memberships) -> None:
    memberships.add(Membership("order 1", 7, NOON))
    memberships.add(Membership("order 1", 8, NOON + DAY))
    assert memberships.find("order 1") == Membership("order 1", 7, NOON)
    assert memberships.paid_until(8) is None


def test_the_one_that_ends_last_counts_in_whatever_order_they_come(
    memberships: Memberships,
) -> None:
    for order, days in (("order 1", 1), ("order 2", 9), ("order 3", 2)):
        memberships.add(Membership(order, 7, NOON + days * DAY))
    assert memberships.paid_until(7) == NOON + 9 * DAY


def test_who_ends_in_a_time_is_told_and_who_ends_first_comes_first(
    memberships: Memberships,
) -> None:
    for user_id, days in ((1, 4), (2, 2), (3, 0), (4, -1), (5, 5)):
        memberships.add(Membership(f"order {user_id}", user_id, NOON + days * DAY))
    assert memberships.ending(NOON, NOON + 4 * DAY) == [2, 1]


def test_who_has_paid_for_longer_does_not_end(memberships: Memberships) -> None:
    memberships.add(Membership("order 1", 7, NOON))
    memberships.add(Membership("order 2", 7, NOON + 9 * DAY))
    assert memberships.ending(NOON - DAY, NOON + DAY) == []


def test_a_time_is_the_same_moment_in_every_zone(memberships: Memberships) -> None:
    tokyo = timezone(timedelta(hours=9))
    memberships.add(Membership("order 1", 7, NOON.astimezone(tokyo)))
    assert memberships.paid_until(7) == NOON


def test_another_store_sees_what_was_added(store: MembershipStore, url: str) -> None:
    store.add(Membership("order 1", 7, NOON))
    with MembershipStore(url) as other:
        other.migrate()
        assert other.paid_until(7) == NOON
