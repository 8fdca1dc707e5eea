from datetime import UTC, datetime, timedelta
from unittest.mock import ANY, create_autospec

import pytest

from labkit.systems.users.premium import (
    CardDeclined,
    Membership,
    MembershipStore,
    PaymentClient,
    Premium,
)

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def payments():
    return create_autospec(PaymentClient, instance=True)


@pytest.fixture
def memberships():
    mock = create_autospec(MembershipStore, instance=True)
    mock.find.return_value = mock.paid_until.return_value = None
    return mock


@pytest.fixture
def premium(memberships, payments):
    return Premium(memberships, payments, lambda: NOON)


def test_it_asks_once_and_keeps_once(premium, memberships):
    premium.buy("order 1", 7)
    memberships.find.assert_called_once_with("order 1")
    memberships.add.assert_called_once_with(Membership("order 1", 7, NOON + timedelta(days=30)))


def test_it_pays_with_the_order_for_a_key(premium, payments):
    premium.buy("order 1", 7)
    payments.charge.assert_called_once_with(7, 900, key="order 1")


def test_it_pays_nine_euros(premium, payments):
    premium.buy("order 1", 7)
    payments.charge.assert_called_once_with(7, 900, key=ANY)


def test_a_declined_card_keeps_nothing(premium, payments, memberships):
    payments.charge.side_effect = CardDeclined
    with pytest.raises(CardDeclined):
        premium.buy("order 1", 7)
    memberships.add.assert_not_called()
