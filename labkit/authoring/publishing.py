"""Puts exercises where learners find them, and never over a learner's work."""

from enum import StrEnum
from pathlib import Path

from labkit.authoring.exercise import exercise_of
from labkit.authoring.notebook import read, text_of, write
from labkit.authoring.notice import is_untouched
from labkit.authoring.places import Course, notebooks_below


class State(StrEnum):
    """How an exercise file stands to what its solution makes."""

    CURRENT = "up to date"
    MISSING = "missing"
    STALE = "stale"
    EDITED = "edited"


def state(solution: Path, exercise: Path) -> State:
    """Compare an exercise file with what its solution makes now."""
    if not exercise.exists():
        return State.MISSING
    if exercise.read_text(encoding="utf-8") == text_of(exercise_of(solution)):
        return State.CURRENT
    return State.STALE if is_untouched(read(exercise)) else State.EDITED


def publish(course: Course, solution: Path, *, force: bool = False) -> tuple[State, Path]:
    """Write the exercise of a solution.

    Args:
        course: the checkout.
        solution: a notebook in its solutions.
        force: also replace an exercise that somebody has edited.

    Returns:
        How the exercise stood, and the file where its current version is now: for an edited one
        a file in ``exercises/new/``, unless forced.
    """
    exercise = exercise_path(course, solution)
    before = state(solution, exercise)
    if before is State.EDITED and not force:
        exercise = course.exercises / "new" / exercise.name
    if before is not State.CURRENT:
        write(exercise, exercise_of(solution))
    return before, exercise


def exercise_path(course: Course, solution: Path) -> Path:
    """Where the exercise of a solution goes."""
    return course.exercises / solution.relative_to(course.solutions)


def exercises_without_solution(course: Course) -> list[Path]:
    """Exercises whose solution is gone."""
    return [
        path
        for path in notebooks_below(course.exercises)
        if path.parent != course.exercises / "new"
        and not (course.solutions / path.relative_to(course.exercises)).exists()
    ]
