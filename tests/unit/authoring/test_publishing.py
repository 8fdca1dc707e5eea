"""Exercises are written, and a learner's work never is."""

from pathlib import Path

import pytest

from labkit.authoring.notebook import read, source, write
from labkit.authoring.places import Course
from labkit.authoring.publishing import State, exercise_path, publish


@pytest.fixture
def exercise(checkout: Course, solution: Path) -> Path:
    """The exercise, generated."""
    publish(checkout, solution)
    return exercise_path(checkout, solution)


def edit(path: Path, old: str, new: str) -> None:
    changed = read(path)
    cell = changed["cells"][0]
    cell["source"] = source(cell).replace(old, new)
    write(path, changed)


def test_a_missing_exercise_is_written(checkout: Course, solution: Path) -> None:
    state, file = publish(checkout, solution)
    assert (state, file) == (State.MISSING, checkout.exercises / solution.name)
    assert "# Write your code here" in file.read_text()


def test_a_second_build_touches_nothing(checkout: Course, solution: Path, exercise: Path) -> None:
    before = exercise.stat()
    assert publish(checkout, solution)[0] is State.CURRENT
    assert exercise.stat().st_ino == before.st_ino


def test_an_exercise_that_was_only_run_is_replaced(
    checkout: Course, solution: Path, exercise: Path
) -> None:
    ran = read(exercise)
    ran["cells"][0]["execution_count"] = 1
    write(exercise, ran)
    edit(solution, "a = 1", "a = 5")
    assert publish(checkout, solution) == (State.STALE, exercise)
    assert "a = 5" in exercise.read_text()


def test_a_learners_work_is_kept_and_the_new_version_lies_beside_it(
    checkout: Course, solution: Path, exercise: Path
) -> None:
    edit(exercise, "# Write your code here", "my_work = 1")
    edit(solution, "a = 1", "a = 5")
    state, new = publish(checkout, solution)
    assert (state, new) == (State.EDITED, checkout.exercises / "new" / exercise.name)
    assert "my_work = 1" in exercise.read_text()
    assert "a = 5" in new.read_text()


def test_force_replaces_a_learners_work(checkout: Course, solution: Path, exercise: Path) -> None:
    edit(exercise, "# Write your code here", "my_work = 1")
    assert publish(checkout, solution, force=True) == (State.EDITED, exercise)
    assert "my_work" not in exercise.read_text()
