"""One suite for paying, cut off from the company in three places."""

from contextlib import contextmanager
from unittest.mock import create_autospec

import pytest

from labkit.stubs import downstream, payment_company
from labkit.systems.users.premium import (
    CardDeclined,
    InMemoryMemberships,
    PaymentClient,
    PaymentsUnavailable,
    Premium,
)

STAND_IN = "sandbox"
PAID = {"status": "paid"}


class Mock:
    """Stands in for our own client."""

    def __init__(self):
        self.client = create_autospec(PaymentClient, instance=True)

    def declines(self):
        self.client.charge.side_effect = CardDeclined

    def waits(self):
        self.client.charge.side_effect = PaymentsUnavailable

    def fails_first(self, failure):
        """There is no way on which an answer could be lost."""

    def taken(self):
        return sum(call.args[1] for call in self.client.charge.call_args_list)


class Stub:
    """Stands in for the company: says what it was told to say, to whatever it is asked."""

    def __init__(self, stub, client):
        self._stub, self.client = stub, client

    def declines(self):
        self._stub.will(402)

    def waits(self):
        self._stub.will({"status": "pending"})

    def fails_first(self, failure):
        self._stub.will(failure, PAID)

    def taken(self):
        """What was asked for; a key that came twice counts once."""
        asked = {
            each.headers["Idempotency-Key"]: int(each.body["cents"]) for each in self._stub.requests
        }
        return sum(asked.values())


class Sandbox:
    """The company's own sandbox, with its rules and its books."""

    def __init__(self, company, client):
        self._company, self.client = company, client

    def declines(self):
        self._company.decline(7)

    def waits(self):
        self._company.will_first({"status": "pending"})

    def fails_first(self, failure):
        self._company.will_first(failure)

    def taken(self):
        return self._company.taken_from(7)


@contextmanager
def other_side():
    if STAND_IN == "mock":
        yield Mock()
    elif STAND_IN == "stub":
        with downstream(PAID) as stub, PaymentClient(stub.url) as client:
            yield Stub(stub, client)
    else:
        with payment_company() as company, PaymentClient(company.url) as client:
            yield Sandbox(company, client)


@pytest.fixture
def company():
    with other_side() as company:
        yield company


@pytest.fixture
def premium(company):
    return Premium(InMemoryMemberships(), company.client)


def test_a_month_costs_nine_euros(premium, company):
    premium.buy("order 1", 7)
    assert company.taken() == 900


def test_a_declined_card_makes_no_member(premium, company):
    company.declines()
    with pytest.raises(CardDeclined):
        premium.buy("order 1", 7)


def test_money_that_is_still_to_come_is_not_there(premium, company):
    company.waits()
    with pytest.raises(PaymentsUnavailable):
        premium.buy("order 1", 7)


def test_an_answer_that_gets_lost_costs_nothing_more(premium, company):
    company.fails_first("resets")
    premium.buy("order 1", 7)
    assert company.taken() == 900


def test_a_failure_that_passes_is_not_seen(premium, company):
    company.fails_first(503)
    premium.buy("order 1", 7)
    assert premium.is_member(7)
