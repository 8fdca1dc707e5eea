"""The circuit breaker, with a clock that the test sets."""

import threading
from dataclasses import dataclass

import pytest

from labkit.systems.users.breaker import Breaker


@dataclass
class Clock:
    """A clock that stands still until it is set."""

    now: float = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def breaker(clock):
    return Breaker(threshold=2, cool_down=5, clock=clock)


def test_it_lets_calls_through_until_enough_have_failed_in_a_row(breaker):
    breaker.failed()
    assert breaker.allows()
    breaker.failed()
    assert not breaker.allows()


def test_a_success_in_between_starts_the_count_again(breaker):
    breaker.failed()
    breaker.succeeded()
    breaker.failed()
    assert breaker.allows()


def test_after_the_cool_down_one_call_may_try_and_no_second_one_beside_it(breaker, clock):
    breaker.failed()
    breaker.failed()
    clock.now += 4.9
    assert not breaker.allows()
    clock.now += 0.1
    assert [breaker.allows(), breaker.allows()] == [True, False]


def test_a_good_trial_closes_it(breaker, clock):
    breaker.failed()
    breaker.failed()
    clock.now += 5
    assert breaker.allows()
    breaker.succeeded()
    assert [breaker.allows(), breaker.allows()] == [True, True]


def test_a_bad_trial_opens_it_for_another_cool_down(breaker, clock):
    breaker.failed()
    breaker.failed()
    clock.now += 5
    assert breaker.allows()
    breaker.failed()
    clock.now += 4.9
    assert not breaker.allows()
    clock.now += 0.1
    assert breaker.allows()


def test_it_says_whether_it_is_open(breaker, clock):
    assert not breaker.is_open
    breaker.failed()
    breaker.failed()
    assert breaker.is_open
    clock.now += 5
    assert not breaker.is_open


def in_another_thread(call):
    worker = threading.Thread(target=call)
    worker.start()
    worker.join()


def test_a_success_from_before_it_opened_does_not_close_it(breaker):
    breaker.failed()
    breaker.failed()
    breaker.succeeded()
    assert not breaker.allows()


def test_a_late_success_is_not_taken_for_that_of_the_trial(breaker, clock):
    breaker.failed()
    breaker.failed()
    clock.now += 5
    assert breaker.allows()
    in_another_thread(breaker.succeeded)
    assert not breaker.allows()
    breaker.succeeded()
    assert breaker.allows()


def test_a_late_failure_does_not_end_the_trial(breaker, clock):
    breaker.failed()
    breaker.failed()
    clock.now += 5
    assert breaker.allows()
    in_another_thread(breaker.failed)
    clock.now += 5
    assert not breaker.allows()
