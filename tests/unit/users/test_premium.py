"""Selling memberships, without servers."""

from datetime import UTC, datetime, timedelta

import pytest

from labkit.systems.users.premium import CardDeclined, InMemoryMemberships, Premium

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


class Till:
    """Takes the money, or fails as it is told to."""

    def __init__(self):
        self.taken, self.failure = [], None

    def charge(self, user_id, cents, key):
        if self.failure:
            raise self.failure
        self.taken.append((user_id, cents, key))


class Clock:
    """Stands still until it is set."""

    now = NOON

    def __call__(self):
        return self.now


@pytest.fixture
def till():
    return Till()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def premium(till, clock):
    return Premium(InMemoryMemberships(), till, clock)


def test_thirty_days_are_sold_for_nine_euros(premium, till):
    assert premium.buy("order 1", 7).paid_until == NOON + 30 * DAY
    assert [(user, cents) for user, cents, _ in till.taken] == [(7, 900)]


def test_the_same_order_is_paid_once_and_bought_once(premium, till, clock):
    first = premium.buy("order 1", 7)
    clock.now += DAY
    assert premium.buy("order 1", 7) == first
    assert len(till.taken) == 1


def test_two_orders_have_two_keys(premium, till):
    premium.buy("order 1", 7)
    premium.buy("order 2", 7)
    assert len({key for _, _, key in till.taken}) == 2


def test_a_second_membership_begins_where_the_first_ends(premium, clock):
    premium.buy("order 1", 7)
    clock.now += DAY
    assert premium.buy("order 2", 7).paid_until == NOON + 60 * DAY


def test_a_membership_after_a_gap_begins_now(premium, clock):
    premium.buy("order 1", 7)
    clock.now += 40 * DAY
    assert premium.buy("order 2", 7).paid_until == NOON + 70 * DAY


def test_it_ends_at_its_end(premium, clock):
    assert not premium.is_member(7)
    premium.buy("order 1", 7)
    clock.now += 30 * DAY - timedelta(microseconds=1)
    assert premium.is_member(7)
    clock.now += timedelta(microseconds=1)
    assert not premium.is_member(7)


def test_who_cannot_pay_gets_nothing_and_may_try_again(premium, till):
    till.failure = CardDeclined()
    with pytest.raises(CardDeclined):
        premium.buy("order 1", 7)
    assert not premium.is_member(7)
    till.failure = None
    premium.buy("order 1", 7)
    assert premium.is_member(7)


def test_who_ends_soon_is_told(premium, clock):
    premium.buy("order 1", 7)
    clock.now += DAY
    premium.buy("order 2", 8)
    clock.now += 27 * DAY
    assert premium.ending_soon(days=2) == [7]
    assert premium.ending_soon() == [7, 8]
    clock.now += 2 * DAY
    assert premium.ending_soon() == [8]


def test_without_a_clock_of_its_own_it_is_now():
    premium = Premium(InMemoryMemberships(), Till())
    before = datetime.now(UTC)
    assert before <= premium.buy("order 1", 7).paid_until - 30 * DAY <= datetime.now(UTC)
