"""What the report of a reference answer says about its rubric."""

from dataclasses import replace

import pytest

from labkit.grading.proving import reference_problems
from labkit.grading.report import Report, VariantResult


@pytest.fixture
def report():
    """Four bugs, each caught by a test of its own."""
    bugs = tuple(
        VariantResult(name, "bug", "One", "", "failed", (f"test_{name}",)) for name in "abcd"
    )
    return Report("toy", "Toy", "", 100, 100, True, True, True, 1.0, (), bugs, ())


def with_bug(report, name, **changes):
    variants = [replace(v, **changes) if v.id == name else v for v in report.variants]
    return replace(report, variants=tuple(variants))


def test_a_reference_that_earns_everything_is_no_problem(rubric, report):
    assert list(reference_problems(rubric, report)) == []


def test_a_bug_that_it_does_not_catch_is_named(rubric, report):
    (said,) = reference_problems(rubric, with_bug(report, "c", verdict="passed", tests=()))
    assert "no test of the reference answer catches 'c'" in said


def test_bugs_that_the_same_tests_catch_are_named(rubric, report):
    (said,) = reference_problems(rubric, with_bug(report, "b", tests=("test_a",)))
    assert "exactly the tests that catch 'b' catch 'a'" in said


def test_twins_are_allowed_to_be_caught_by_the_same_tests(rubric, report):
    bugs = tuple(replace(bug, twins=("b",)) if bug.id == "a" else bug for bug in rubric.bugs)
    same = with_bug(report, "b", tests=("test_a",))
    assert list(reference_problems(replace(rubric, bugs=bugs), same)) == []


def test_fewer_than_all_points_are_told_with_the_reasons(rubric, report):
    (said,) = reference_problems(rubric, replace(report, points=90, messages=("It leaks.",)))
    assert said == "toy: the reference answer earns 90 of 100 points: It leaks."
