"""`pytest --nbval` on the challenge's exercise: passes with a suite of full marks, else fails."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from labkit import engine
from labkit.authoring.exercise import exercise_of
from labkit.authoring.notebook import is_code, outputs, read, source, tags, write

pytestmark = pytest.mark.slow

SOLUTION = Path(__file__).parents[2] / "solutions/challenge.ipynb"


@pytest.fixture
def exercise(tmp_path: Path) -> Path:
    """The exercise as it comes, in a folder of its own."""
    path = tmp_path / "challenge.ipynb"
    write(path, exercise_of(SOLUTION))
    return path


def suite_cell(path: Path) -> str:
    [cell] = [cell for cell in read(path)["cells"] if source(cell).startswith("%%suite")]
    return source(cell)


def run_by_nbval(path: Path, suite: str) -> list[str]:
    """The code that nbval runs, once a suite has been put in."""
    cells = [cell for cell in read(path)["cells"] if is_code(cell)]
    run = [source(cell) for cell in cells if "nbval-skip" not in tags(cell)]
    return [suite if text.startswith("%%suite") else text for text in run]


def stored(path: Path) -> dict[str, str]:
    """What cells have as their stored result, by their source."""
    cells = [cell for cell in read(path)["cells"] if is_code(cell)]
    return {
        source(cell): output["data"]["text/plain"]
        for cell in cells
        for output in outputs(cell)
        if output["output_type"] == "execute_result"
    }


def nbval(path: Path) -> subprocess.CompletedProcess[str]:
    """What a bare, strict nbval says."""
    kept = ["-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", str(path.parent)]
    told = ["--nbval", "--nbval-current-env", "--nbval-cell-timeout", "400", "-q"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *told, *kept, str(path)],
        env={**os.environ, **engine.use().environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_exercise_as_it_comes_fails_at_its_last_cell_alone(exercise: Path) -> None:
    result = nbval(exercise)
    assert result.returncode == 1, result.stdout
    assert "1 failed" in result.stdout
    assert "Not full marks yet: 0 of 100 points" in result.stdout


def test_with_the_suite_of_the_solution_it_runs_what_validate_proves(exercise: Path) -> None:
    suite = suite_cell(SOLUTION)
    assert suite_cell(exercise) != suite
    assert run_by_nbval(exercise, suite) == run_by_nbval(SOLUTION, suite)


def test_it_expects_the_full_marks_of_the_solution_and_nothing_else(exercise: Path) -> None:
    [(cell, result)] = stored(exercise).items()
    assert "full_marks" in cell
    assert "100 of 100 points" in result
    assert stored(SOLUTION)[cell] == result
