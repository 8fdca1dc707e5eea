"""The exercise on seven mistakes: what the suites that it gives let through, and what it gives."""

import json
from pathlib import Path

import pytest

from labkit import grading, rubrics
from labkit.lessons.mistakes.suite import given
from labkit.lessons.trials import Trial, Tried, try_all

EXERCISE = Path(__file__).parents[3] / "exercises" / "08_mistakes.ipynb"
RUBRIC = rubrics.load("mistakes")
PARTS = [part.id for part in RUBRIC.parts]


def given_suites() -> dict[str, str]:
    """The seven suites by the part of the exercise that each belongs to, with their fixtures."""
    found = json.loads(EXERCISE.read_text(encoding="utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in found]
    bodies = [text.partition("\n")[2] for text in sources if text.startswith("%%tests mistakes")]
    suites = (f"{given()}\n\n{body}\n" for body in bodies)
    return dict(zip(PARTS, suites, strict=True))


@pytest.fixture(scope="module")
def tried() -> dict[tuple[str, str], Tried]:
    """What each suite says of the right system (""), and of the bugs of its own part."""
    suites = given_suites()
    right = {(part, ""): Trial(suite) for part, suite in suites.items()}
    wrong = {(b.part, b.id): Trial(suites[b.part], b.changes) for b in RUBRIC.bugs}
    return try_all({**right, **wrong}, RUBRIC.imports)


def test_each_suite_that_is_given_is_green(tried: dict[tuple[str, str], Tried]) -> None:
    assert [part for part in PARTS if tried[part, ""].failures] == []


def test_each_lets_both_bugs_of_its_part_through(tried: dict[tuple[str, str], Tried]) -> None:
    assert sorted(bug.part for bug in RUBRIC.bugs) == sorted(PARTS * 2)
    assert [bug.id for bug in RUBRIC.bugs if tried[bug.part, bug.id].failures] == []


def test_the_exercise_as_it_is_given_earns_nothing() -> None:
    suite = grading.read_notebook_suite(EXERCISE, "mistakes")
    assert grading.check("mistakes", suite).points == 0
