"""Each exercise with decisions: what its solution earns, and what learners start from."""

from functools import cache
from pathlib import Path

import pytest

from labkit import grading, rubrics
from labkit.grading import Report

ROOT = Path(__file__).parents[3]
NAMES = ("why", "strategies", "real_or_mock", "review")


@cache
def graded(folder: str, name: str) -> Report:
    """The report on the suite in a notebook of an exercise."""
    file = ROOT / folder / Path(rubrics.load(name).exercise).name
    return grading.check(name, grading.read_notebook_suite(file, name))


@pytest.mark.parametrize("name", NAMES)
def test_the_solution_earns_full_marks(name: str) -> None:
    report = graded("solutions", name)
    assert report.full_marks, report.text()
    assert report.messages == ()


@pytest.mark.parametrize("name", NAMES)
def test_the_stub_earns_nothing_and_is_told_why(name: str) -> None:
    report = graded("exercises", name)
    assert report.points == 0
    assert report.messages[-1].startswith("Not decided yet: ")
