"""How long runs may take."""

import pytest

from labkit.grading.findings import Limits

AFTER = Limits(60.0, 20.0).after(4.0, tests=10)


def test_further_runs_have_ten_times_as_long_as_the_first_took():
    assert (AFTER.total, AFTER.stall) == (40.0, 20.0)


def test_a_test_that_hangs_is_found_before_the_time_for_all_is_over():
    quick = Limits(60.0, 20.0).after(0.1, tests=3)
    assert quick.stall < quick.total


@pytest.mark.parametrize(
    ("tests", "slow", "total"), [(10, False, 40.0), (3, False, 40.0), (20, False, 80.0)]
)
def test_twice_the_tests_have_twice_the_time(tests, slow, total):
    assert AFTER.of(tests, slow=slow).total == total


def test_where_all_is_slow_there_is_more_time():
    assert AFTER.of(0, slow=True).total == 120.0
