"""The exercise on seven mistakes as it is given.

That its seven suites let every bug through, its own cells show: `labkit validate` runs them.
"""

from pathlib import Path

from labkit import grading, rubrics
from labkit.authoring.exercise import exercise_of
from labkit.lessons.mistakes.suite import given
from labkit.lessons.trials import Trial, try_all

SOLUTION = Path(__file__).parents[3] / "solutions" / "08_mistakes.ipynb"
RUBRIC = rubrics.load("mistakes")
SHARES_ITS_DATA = 1
"""The place of the suite that cannot be in one module with others."""


def cells(magic: str) -> list[str]:
    """The cells of the exercise that begin with a magic, without their first lines."""
    sources = ["".join(cell["source"]) for cell in exercise_of(SOLUTION)["cells"]]
    return [text.partition("\n")[2] for text in sources if text.startswith(f"{magic} mistakes")]


def given_suites() -> tuple[str, str]:
    """The seven suites with their fixtures: six in one module, the one that shares its data."""
    bodies = cells("%%tests")
    assert len(bodies) == 7
    alone = bodies.pop(SHARES_ITS_DATA)
    return "\n\n".join([given(), *bodies, ""]), "\n\n".join([given(), alone, ""])


def test_the_suites_that_are_given_are_green_on_the_right_service() -> None:
    tried = try_all({suite: Trial(suite) for suite in given_suites()}, RUBRIC.imports)
    assert [each.failures for each in tried.values()] == [(), ()]


def test_each_mistake_has_two_bugs() -> None:
    assert sorted(bug.part for bug in RUBRIC.bugs) == sorted(2 * [p.id for p in RUBRIC.parts])


def test_the_exercise_as_it_is_given_earns_nothing() -> None:
    [suite] = cells("%%suite")
    assert grading.check("mistakes", suite).points == 0
