"""The sums behind the last line of `labkit test`."""

import pytest

from labkit.setup.counts import Counts, by_last_line, by_status


@pytest.mark.parametrize(
    ("last_line", "status", "counts"),
    [
        ("12 passed, 0 failed", 0, Counts(12, 0)),
        ("12 passed, 3 skipped in 1.20s", 0, Counts(12, 0)),
        ("2 failed, 12 passed, 1 error in 1.20s", 1, Counts(12, 3)),
        ("no tests ran in 0.01s", 5, Counts(0, 1)),
        ("12 passed in 1.20s", 3, Counts(12, 1)),
        ("ImportError: no module named x", 1, Counts(0, 1)),
        ("", 0, Counts(0, 1)),
    ],
)
def test_a_summary_is_counted_and_a_crash_never_lost(
    last_line: str, status: int, counts: Counts
) -> None:
    """Errors count as failures; so does ending badly without having said why."""
    assert by_last_line(["5 passed, 5 failed\n", last_line], status) == counts


def test_a_program_without_tests_is_one_check() -> None:
    """Like ruff, by its exit status."""
    assert by_status([], 0) + by_status([], 2) == Counts(1, 1)


def test_the_last_line_reads_as_promised() -> None:
    """Other tools read it."""
    assert str(Counts(3, 1)) == "3 passed, 1 failed"
