"""Drift between solutions and exercises is told."""

from pathlib import Path

from labkit.authoring.drift import drift
from labkit.authoring.notebook import read, write
from labkit.authoring.places import Course
from labkit.authoring.publishing import publish


def change(path: Path) -> None:
    changed = read(path)
    changed["cells"][0]["source"] += "\nc = 3"
    write(path, changed)


def test_fresh_exercises_have_no_drift(checkout: Course, solution: Path) -> None:
    publish(checkout, solution)
    assert drift(checkout) == []


def test_a_missing_exercise_is_drift(checkout: Course, solution: Path) -> None:
    assert drift(checkout) == [f"exercises/{solution.name} is missing: run `labkit build`."]


def test_a_solution_that_moved_on_is_drift(checkout: Course, solution: Path) -> None:
    publish(checkout, solution)
    change(solution)
    [sentence] = drift(checkout)
    assert "is older than solutions/03_databases.ipynb" in sentence


def test_an_edited_exercise_is_drift(checkout: Course, solution: Path) -> None:
    _, exercise = publish(checkout, solution)
    change(exercise)
    [sentence] = drift(checkout)
    assert "was edited" in sentence


def test_an_exercise_without_solution_is_drift(checkout: Course, solution: Path) -> None:
    publish(checkout, solution)
    solution.unlink()
    [sentence] = drift(checkout)
    assert "has no solution" in sentence
