"""Reading nbval's reports."""

import pytest

from labkit.authoring.nbval_results import Results

TEXT = """\x1b[91mNotebook cell execution failed\x1b[0m
\x1b[94mCell 1: Cell outputs differ

Input:
\x1b[0msecret()

\x1b[94mTraceback:\x1b[0m
1 disagrees with 2
"""


def report(cell: int, outcome: str, when: str = "call", text: str = "") -> pytest.TestReport:
    """A report of one phase of a cell."""
    return pytest.TestReport(f"a.ipynb::Cell {cell}", ("a", 0, ""), {}, outcome, text or None, when)  # type: ignore[arg-type]


def test_a_cell_counts_once_whatever_its_phases() -> None:
    results = Results()
    for when in ("setup", "call", "teardown"):
        results.pytest_runtest_logreport(report(0, "passed", when))
    assert (results.passed, results.problems) == (1, [])


def test_a_difference_is_told_without_colours_and_without_the_source() -> None:
    results = Results()
    results.pytest_runtest_logreport(report(1, "failed", text=TEXT))
    assert results.problems == ["code cell 1: Cell outputs differ\n1 disagrees with 2"]


def test_a_cell_after_a_time_out_is_no_success_and_a_skipped_one_is_nothing() -> None:
    results = Results()
    unreached = report(2, "skipped")
    unreached.wasxfail = "Previous cell timed out"
    results.pytest_runtest_logreport(unreached)
    results.pytest_runtest_logreport(report(3, "skipped"))
    assert results.passed == 0
    assert [problem.split(",")[0] for problem in results.problems] == ["code cell 2: not reached"]
