from datetime import UTC, datetime, timedelta

import pytest

from labkit.stubs import downstream
from labkit.systems.users.premium import (
    CardDeclined,
    InMemoryMemberships,
    Membership,
    PaymentClient,
    Premium,
)

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def company():
    with downstream({"status": "paid"}) as stub:
        yield stub


@pytest.fixture
def premium(company):
    with PaymentClient(company.url) as payments:
        yield Premium(InMemoryMemberships(), payments, lambda: NOON)


def test_a_membership_comes_back_as_it_was():
    memberships = InMemoryMemberships()
    memberships.add(Membership("order 1", 7, NOON))
    assert memberships.find("order 1") == Membership("order 1", 7, NOON)


def test_who_has_paid_for_longer_is_not_ending():
    memberships = InMemoryMemberships()
    memberships.add(Membership("order 1", 7, NOON + DAY))
    memberships.add(Membership("order 2", 7, NOON + 9 * DAY))
    assert memberships.ending(NOON, NOON + 3 * DAY) == []


def test_a_declined_card_is_told(premium, company):
    company.will(402)
    with pytest.raises(CardDeclined):
        premium.buy("order 1", 7)


def test_nine_euros_are_asked_for(premium, company):
    premium.buy("order 1", 7)
    assert company.requests[0].body["cents"] == 900
