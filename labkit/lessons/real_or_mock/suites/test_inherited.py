"""The suite that we have inherited: premium membership, on mocks."""

from datetime import UTC, datetime, timedelta

import pytest

from labkit.systems.users.premium import Premium

NEXT_MONTH = datetime.now(UTC) + timedelta(days=30)


class MockPayments:
    """Stands in for the payment company."""

    def __init__(self, failure=None):
        self.failure, self.calls = failure, 0

    def charge(self, *args, **kwargs):
        self.calls += 1
        if self.failure:
            raise self.failure
        return "OK"


class MockMemberships:
    """Stands in for our database."""

    def __init__(self, paid_until=None, ending=()):
        self.end, self.soon, self.added = paid_until, list(ending), []

    def add(self, membership):
        self.added.append(membership)

    def find(self, order):
        return None

    def paid_until(self, user_id):
        return self.end

    def ending(self, begin, end):
        return self.soon


def test_buying_charges_the_card_and_keeps_the_membership():
    payments, memberships = MockPayments(), MockMemberships()
    Premium(memberships, payments).buy("order 1", 7)
    assert payments.calls == 1
    assert len(memberships.added) == 1


def test_a_declined_card_is_an_error():
    with pytest.raises(ValueError, match="declined"):
        Premium(MockMemberships(), MockPayments(ValueError("declined"))).buy("order 1", 7)


def test_who_has_paid_is_a_member():
    assert Premium(MockMemberships(paid_until=NEXT_MONTH), MockPayments()).is_member(7)


def test_who_has_not_is_none():
    assert not Premium(MockMemberships(), MockPayments()).is_member(7)


def test_who_ends_soon_is_named():
    assert Premium(MockMemberships(ending=[7]), MockPayments()).ending_soon() == [7]
