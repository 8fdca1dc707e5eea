"""The exercise on seven mistakes: what the suites that it gives let through, and what it gives."""

import json
from pathlib import Path

import pytest

from labkit import grading, rubrics
from labkit.lessons.mistakes.cases import every_bug
from labkit.lessons.mistakes.suite import given
from labkit.lessons.trials import Trial, Tried, try_all

EXERCISE = Path(__file__).parents[3] / "exercises" / "08_mistakes.ipynb"
RUBRIC = rubrics.load("mistakes")


SHARES_ITS_DATA = 1
"""The place of the suite that cannot be in one module with others."""


def given_suites() -> tuple[str, str]:
    """The seven suites with their fixtures: six in one module, the one that shares its data."""
    found = json.loads(EXERCISE.read_text(encoding="utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in found]
    bodies = [text.partition("\n")[2] for text in sources if text.startswith("%%tests mistakes")]
    assert len(bodies) == 7
    alone = bodies.pop(SHARES_ITS_DATA)
    return "\n\n".join([given(), *bodies, ""]), "\n\n".join([given(), alone, ""])


@pytest.fixture(scope="module")
def tried() -> dict[tuple[str, int], Tried]:
    """What the suites say of the right system, and of one that has every bug at once."""
    systems = {"right": (), "wrong": every_bug()}
    suites = enumerate(given_suites())
    trials = {(name, n): Trial(s, systems[name]) for n, s in suites for name in systems}
    return try_all(trials, RUBRIC.imports)


@pytest.mark.parametrize("system", ["right", "wrong"])
def test_the_suites_that_are_given_are_green_whatever_is_wrong(
    tried: dict[tuple[str, int], Tried], system: str
) -> None:
    assert tried[system, 0].failures == tried[system, 1].failures == ()


def test_each_mistake_has_two_bugs() -> None:
    assert sorted(bug.part for bug in RUBRIC.bugs) == sorted(2 * [p.id for p in RUBRIC.parts])


def test_the_exercise_as_it_is_given_earns_nothing() -> None:
    suite = grading.read_notebook_suite(EXERCISE, "mistakes")
    assert grading.check("mistakes", suite).points == 0
