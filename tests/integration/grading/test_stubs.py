"""Exercises with decisions: what learners start from. `labkit validate` grades the solutions."""

from pathlib import Path

import pytest

from labkit import grading, rubrics

ROOT = Path(__file__).parents[3]
NAMES = ("why", "strategies", "real_or_mock", "review")


@pytest.mark.parametrize("name", NAMES)
def test_the_stub_earns_nothing_and_is_told_why(name: str) -> None:
    file = ROOT / "exercises" / Path(rubrics.load(name).exercise).name
    report = grading.check(name, grading.read_notebook_suite(file, name))
    assert report.points == 0
    assert report.messages[-1].startswith("Not decided yet: ")
