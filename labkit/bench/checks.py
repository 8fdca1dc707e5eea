"""Grading beside the naive way: a fresh pytest process with its own container per variant."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from labkit import engine, grading, rubrics
from labkit.bench.rows import Row, seconds
from labkit.grading.variants import materialised
from labkit.rubrics.model import Rubric


def rows(exercises: list[str]) -> Iterator[Row]:
    """Two rows per exercise: the first check beside the naive way, and the check after it."""
    for exercise in exercises:
        yield from _rows(exercise, reference(exercise))


def _rows(exercise: str, source: str) -> Iterator[Row]:
    ours = seconds(lambda: grading.check(exercise, source))
    again = seconds(lambda: grading.check(exercise, source))
    naive = seconds(lambda: _naively(rubrics.load(exercise), source))
    goal = "at least 10x, at most 5 s"
    beside = "one pytest and container per variant"
    yield Row(f"check {exercise}", ours, naive, beside, goal, larger_is_better=True)
    yield Row(f"check {exercise}, again", again)


def reference(exercise: str) -> str:
    """The reference suite of an exercise.

    Raises:
        LabError: when the solution notebook holds none.
    """
    solutions = Path(__file__).resolve().parents[2] / "solutions"
    (notebook,) = solutions.glob(f"*{exercise}.ipynb")
    return grading.read_notebook_suite(notebook, exercise)


def _naively(rubric: Rubric, source: str) -> None:
    """Run every variant, each from cold; not even the runs that isolation needs."""
    changes = [each.changes for each in rubric.correct] + [each.changes for each in rubric.bugs]
    for change in changes:
        with materialised(change) as systems, tempfile.TemporaryDirectory() as folder:
            suite = Path(folder) / "test_suite.py"
            suite.write_text(source)
            environment = {**os.environ, **engine.use().environment, "LABKIT_SYSTEMS": str(systems)}
            command = [sys.executable, "-m", "pytest", "-q", str(suite)]
            subprocess.run(command, env=environment, cwd=folder, capture_output=True, check=False)
