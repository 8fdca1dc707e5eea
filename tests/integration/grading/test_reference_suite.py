"""The reference suite of `databases`: full marks, and which of its tests is behind which bug."""

import ast
import random
from collections import Counter
from pathlib import Path

import pytest

from labkit import grading, rubrics
from labkit.grading.scoring import part_marks, quality_marks, total

SOURCE = (Path(__file__).parents[2] / "samples/databases/reference.py").read_text("utf-8")


@pytest.fixture(scope="module")
def report() -> grading.Report:
    """What the reference suite earns."""
    return grading.check("databases", SOURCE)


@pytest.fixture(scope="module")
def catchers(report: grading.Report) -> dict[str, list[str]]:
    """The tests that catch each bug, parameters left aside."""
    return {bug.id: sorted({test.split("[")[0] for test in bug.tests}) for bug in report.caught}


def test_the_reference_suite_earns_full_marks(report: grading.Report) -> None:
    assert (report.points, report.uncaught) == (100, ())
    assert (report.valid, report.isolated, report.steady) == (True, True, True)


def test_each_bug_is_caught_by_named_tests(report: grading.Report) -> None:
    assert all(bug.tests for bug in report.caught)


def without(tests: list[str]) -> str:
    """The reference suite less some of its tests."""
    tree = ast.parse(SOURCE)
    tree.body = [node for node in tree.body if getattr(node, "name", "") not in tests]
    return ast.unparse(tree)


def marks(rubric: rubrics.Rubric, catchers: dict[str, list[str]], tests: set[str]) -> int:
    """The points of a suite that consists of some of the reference tests."""
    caught = frozenset(bug for bug, by in catchers.items() if tests & set(by))
    quality = quality_marks(rubric, caught, valid=True, isolated=True)
    return total((*part_marks(rubric, caught), *quality))


def test_marks_never_fall_when_a_test_is_added(catchers: dict[str, list[str]]) -> None:
    rubric = rubrics.load("databases")
    tests = sorted({test for by in catchers.values() for test in by})
    chosen = random.Random(1)
    for _ in range(100):
        some = set(chosen.sample(tests, chosen.randrange(len(tests))))
        before = marks(rubric, catchers, some)
        assert all(marks(rubric, catchers, {*some, test}) >= before for test in tests)
    assert marks(rubric, catchers, set(tests)) == 100


def uncaught(source: str) -> set[str]:
    """The bugs that a suite lets through."""
    variants = grading.check("databases", source).as_dict()["variants"]
    return {
        each["id"] for each in variants if each["kind"] == "bug" and each["verdict"] != "failed"
    }


def test_every_test_stands_alone_behind_one_bug_at_the_most(
    catchers: dict[str, list[str]],
) -> None:
    alone = Counter(tests[0] for tests in catchers.values() if len(tests) == 1)
    assert alone
    assert {test: count for test, count in alone.items() if count > 1} == {}


@pytest.mark.slow
@pytest.mark.parametrize("bug", ["migrate-erases", "check-then-insert"])
def test_without_its_catching_tests_exactly_that_bug_gets_away(
    catchers: dict[str, list[str]], bug: str
) -> None:
    assert uncaught(without(catchers[bug])) == {bug}
