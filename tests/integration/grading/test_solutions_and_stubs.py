"""Each exercise: the solution earns full marks, and what learners start from earns nothing."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from labkit import grading, rubrics

ROOT = Path(__file__).parents[3]
HERE = ("why",)


def suite_of(folder: str, name: str) -> str:
    file = Path(rubrics.load(name).exercise).name
    return grading.read_notebook_suite(ROOT / folder / file, name)


@pytest.fixture(params=HERE)
def name(request: pytest.FixtureRequest) -> str:
    """The name of an exercise."""
    return str(request.param)


def test_the_solution_earns_full_marks(name: str) -> None:
    report = grading.check(name, suite_of("solutions", name))
    assert report.full_marks, report.text()
    assert report.messages == ()


def test_the_stub_earns_nothing_and_is_told_why(name: str) -> None:
    report = grading.check(name, suite_of("exercises", name))
    assert report.points == 0
    assert report.messages[-1].startswith("Not decided yet: ")


def without_each_test(source: str) -> Iterator[tuple[str, str]]:
    """The suite less one of its tests, for each of them."""
    tree = ast.parse(source)
    for node in tree.body:
        if getattr(node, "name", "").startswith("test_"):
            rest = [each for each in tree.body if each is not node]
            yield node.name, ast.unparse(ast.Module(rest, []))


@pytest.mark.slow
def test_every_test_of_the_solution_is_needed(name: str) -> None:
    for test, source in without_each_test(suite_of("solutions", name)):
        assert not grading.check(name, source).full_marks, f"{test} catches nothing of its own"
