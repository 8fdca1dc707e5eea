"""The course's own notebooks keep the rules of the curriculum.

Exercises are judged as their solutions make them, so that a learner's own work in exercises/ is
nobody's business.
"""

from pathlib import Path

import pytest

from labkit.authoring.drift import drift
from labkit.authoring.exercise import exercise_of
from labkit.authoring.places import Course, notebooks_below
from labkit.authoring.publishing import State, exercise_path, state
from labkit.authoring.rules import Kind, Page, findings, findings_of

COURSE = Course(Path(__file__).parents[2])
LESSONS = notebooks_below(COURSE.lessons)
SOLUTIONS = notebooks_below(COURSE.solutions)


def sentences(found: list[object]) -> str:
    """Findings as lines, for the failure's message."""
    return "\n".join(map(str, found))


def test_the_course_has_lessons_and_solutions() -> None:
    assert LESSONS
    assert SOLUTIONS


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_keeps_the_rules(path: Path) -> None:
    assert sentences([*findings(path, Kind.LESSON)]) == ""


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_a_solution_keeps_the_rules(path: Path) -> None:
    assert sentences([*findings(path, Kind.SOLUTION)]) == ""


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_an_exercise_keeps_the_rules(path: Path) -> None:
    page = Page(f"exercises/{path.name}", exercise_of(path)["cells"])
    assert sentences([*findings_of(page, Kind.EXERCISE)]) == ""


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_an_exercise_is_what_its_solution_makes(path: Path) -> None:
    exercise = exercise_path(COURSE, path)
    if state(path, exercise) is State.EDITED:
        pytest.skip(f"{COURSE.name(exercise)} holds somebody's work")
    assert not [sentence for sentence in drift(COURSE) if path.name in sentence]
