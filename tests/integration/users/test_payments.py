"""The client of the payment company on a real connection to the company's sandbox."""

from collections.abc import Iterator

import pytest

from labkit.stubs import Charge, PaymentCompany, payment_company
from labkit.systems.users.premium import CardDeclined, PaymentClient, PaymentsUnavailable


@pytest.fixture
def company() -> Iterator[PaymentCompany]:
    with payment_company() as company:
        yield company


@pytest.fixture
def payments(company: PaymentCompany) -> Iterator[PaymentClient]:
    with PaymentClient(company.url, timeout=0.2, pause=0.001) as payments:
        yield payments


def test_the_money_is_taken(payments: PaymentClient, company: PaymentCompany) -> None:
    payments.charge(7, 900, "order 1")
    assert company.charges == [Charge(7, 900, "order 1")]


def test_a_key_that_was_seen_takes_nothing(
    payments: PaymentClient, company: PaymentCompany
) -> None:
    payments.charge(7, 900, "order 1")
    payments.charge(7, 900, "order 1")
    payments.charge(7, 900, "order 2")
    assert company.taken_from(7) == 1800


@pytest.mark.parametrize("failure", [503, "hangs", "resets", "breaks off"])
def test_what_may_get_better_is_tried_again_and_taken_once(
    payments: PaymentClient, company: PaymentCompany, failure: int | str
) -> None:
    company.will_first(failure, failure)
    payments.charge(7, 900, "order 1")
    assert (company.taken_from(7), len(company.requests)) == (900, 3)


def test_it_gives_up_after_the_last_attempt(
    payments: PaymentClient, company: PaymentCompany
) -> None:
    company.will_first(500, 500, 500)
    with pytest.raises(PaymentsUnavailable):
        payments.charge(7, 900, "order 1")
    assert len(company.requests) == 3


@pytest.mark.parametrize(("failure", "taken"), [("resets", 900), ("breaks off", 900), (503, 0)])
def test_an_answer_is_lost_after_the_work_and_a_status_comes_before_it(
    company: PaymentCompany, failure: int | str, taken: int
) -> None:
    company.will_first(failure)
    with PaymentClient(company.url, attempts=1) as payments, pytest.raises(PaymentsUnavailable):
        payments.charge(7, 900, "order 1")
    assert company.taken_from(7) == taken


def test_a_declined_card_is_not_tried_again(
    payments: PaymentClient, company: PaymentCompany
) -> None:
    company.decline(7)
    with pytest.raises(CardDeclined):
        payments.charge(7, 900, "order 1")
    assert (company.taken_from(7), len(company.requests)) == (0, 1)


@pytest.mark.parametrize("answer", [{"status": "pending"}, {}, [], b"<html>", 400, 404])
def test_whatever_does_not_say_paid_is_not(
    payments: PaymentClient, company: PaymentCompany, answer: object
) -> None:
    company.will_first(answer)  # type: ignore[arg-type]
    with pytest.raises(PaymentsUnavailable):
        payments.charge(7, 900, "order 1")
    assert len(company.requests) == 1


def test_nobody_there_is_its_own_error() -> None:
    with payment_company() as gone:
        pass
    with PaymentClient(gone.url, pause=0) as payments, pytest.raises(PaymentsUnavailable):
        payments.charge(7, 900, "order 1")


@pytest.mark.parametrize(("cents", "key"), [(0, "order 1"), (-1, "order 1"), (900, "")])
def test_the_company_refuses_what_breaks_its_rules(
    payments: PaymentClient, company: PaymentCompany, cents: int, key: str
) -> None:
    with pytest.raises(PaymentsUnavailable):
        payments.charge(7, cents, key)
    assert company.charges == []


def test_the_company_refuses_a_key_that_it_has_seen_for_something_else(
    payments: PaymentClient, company: PaymentCompany
) -> None:
    payments.charge(7, 900, "order 1")
    with pytest.raises(PaymentsUnavailable):
        payments.charge(7, 100, "order 1")
    assert company.taken_from(7) == 900


def test_the_next_version_of_the_company_is_not_understood() -> None:
    with payment_company(version=2) as company, PaymentClient(company.url) as payments:
        with pytest.raises(PaymentsUnavailable):
            payments.charge(7, 900, "order 1")
        assert company.taken_from(7) == 900
