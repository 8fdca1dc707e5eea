"""`pytest --nbval` on the challenge's exercise: passes with a suite of full marks, else fails."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from labkit import engine
from labkit.authoring.exercise import exercise_of
from labkit.authoring.notebook import read, source, write

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


def with_suite(path: Path, suite: str) -> None:
    """Put a suite into the notebook, as a learner does; nothing is run."""
    notebook = read(path)
    for cell in notebook["cells"]:
        if source(cell).startswith("%%suite"):
            cell["source"] = suite
    write(path, notebook)


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


def test_with_a_suite_of_full_marks_it_passes(exercise: Path) -> None:
    with_suite(exercise, suite_cell(SOLUTION))
    result = nbval(exercise)
    assert result.returncode == 0, result.stdout
