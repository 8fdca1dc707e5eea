"""Which sleeps of a suite are guesses about time."""

import pytest

from labkit.grading.sleeps import fixed_sleeps

HELPER = """\
import time

def settle():
    time.sleep(0.3)

def test_one():
    settle()

def test_two():
    assert True

def test_three(settled):
    assert True

def settled():
    settle()
"""


def test_a_sleep_is_known_with_line_length_and_tests():
    (sleep,) = fixed_sleeps(HELPER)
    assert (sleep.line, sleep.seconds) == (4, 0.3)
    assert sleep.tests == {"test_one", "test_three"}


def test_a_sleep_of_a_test_itself_is_its_own():
    (sleep,) = fixed_sleeps("from time import sleep\ndef test_x():\n    sleep(2)\n")
    assert (sleep.seconds, sleep.tests) == (2.0, {"test_x"})


@pytest.mark.parametrize(
    "body",
    [
        "while not done():\n        time.sleep(0.1)",
        "for _ in range(9):\n        time.sleep(0.1)",
        "time.sleep(0)",
        "time.sleep(pause)",
        "clock.tick(3)",
    ],
)
def test_a_pause_between_two_looks_is_no_guess(body):
    assert fixed_sleeps(f"def test_x():\n    {body}\n") == ()
