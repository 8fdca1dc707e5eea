"""The pipeline from a solution to an exercise."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from labkit.authoring.exercise import exercise_of
from labkit.authoring.notebook import read, text_of, write
from labkit.errors import LabError

Make = Callable[..., Any]
REGION = "### BEGIN SOLUTION\nanswer = 42\n### END SOLUTION"


def test_no_answer_and_no_output_is_left(
    tmp_path: Path, notebook: Make, code: Make, text: Make, printed: Make
) -> None:
    path = tmp_path / "x.ipynb"
    secret = "### BEGIN HIDDEN TESTS\nassert answer == 42\n### END HIDDEN TESTS"
    write(path, notebook(code(REGION, printed("42")), code(secret), text(REGION), widgets={"a": 1}))
    made = text_of(exercise_of(path))
    assert "42" not in made.replace(str(tmp_path), "")
    assert "widgets" not in made


def test_the_same_solution_gives_the_same_bytes(solution: Path) -> None:
    assert text_of(exercise_of(solution)) == text_of(exercise_of(solution))


def test_the_solution_file_stays_as_it_was(solution: Path) -> None:
    before = solution.read_bytes()
    exercise_of(solution)
    assert solution.read_bytes() == before


def test_cell_ids_and_nbgraders_marks_are_kept(tmp_path: Path, notebook: Make, code: Make) -> None:
    path = tmp_path / "x.ipynb"
    marks = {"solution": True, "grade": True, "grade_id": "q1", "points": 5, "schema_version": 3}
    write(path, notebook(code(REGION, nbgrader=marks)))
    [cell] = exercise_of(path)["cells"]
    assert (cell["id"], cell["metadata"]["nbgrader"]) == (read(path)["cells"][0]["id"], marks)


def test_a_broken_marker_is_named_with_file_and_cell(
    tmp_path: Path, notebook: Make, code: Make
) -> None:
    path = tmp_path / "x.ipynb"
    write(path, notebook(code("a"), code("### BEGIN SOLUTION")))
    with pytest.raises(LabError, match=r"x\.ipynb, cell 2: "):
        exercise_of(path)
