"""Grading beside the naive way: a fresh pytest process with its own container per variant."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from labkit import engine, grading, rubrics
from labkit.bench.rows import Row, seconds
from labkit.grading.units import take_apart
from labkit.grading.variants import materialised
from labkit.rubrics.model import Rubric

_MOST_SECONDS = {"databases": 5, "challenge": 15}


def rows(exercises: list[str]) -> Iterator[Row]:
    """Three rows per exercise: its first check, the one after it, and one after an edit."""
    for exercise in exercises:
        yield from _rows(exercise, reference(exercise))


def _rows(exercise: str, source: str) -> Iterator[Row]:
    memory = grading.Memory()
    ours = seconds(lambda: grading.check(exercise, source))
    again = seconds(lambda: grading.check(exercise, source, memory=memory))
    edited = seconds(lambda: grading.check(exercise, with_an_edit(source), memory=memory))
    naive = seconds(lambda: _naively(rubrics.load(exercise), source))
    goal = f"at least 10x, at most {_MOST_SECONDS.get(exercise, 10)} s"
    beside = "one pytest and container per variant"
    yield Row(f"check {exercise}", ours, naive, beside, goal, larger_is_better=True)
    yield Row(f"check {exercise}, again", again)
    yield Row(
        f"check {exercise}, one test edited", edited, again, "everything again", "at most 0.6x"
    )


def with_an_edit(source: str) -> str:
    """The suite with one statement more at the end of its last test function."""
    tests = take_apart(source).tests.values()
    last = max((test for test in tests if "def test" in test.text), key=lambda test: test.first)
    lines = source.splitlines()
    end = last.first - 1 + len(last.text.splitlines())
    return "\n".join([*lines[:end], "    assert True", *lines[end:]]) + "\n"


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
            own = engine.quickest().environment  # where the check is made
            environment = {**os.environ, **own, "LABKIT_SYSTEMS": str(systems)}
            # Plugins that nobody needs here would make it slower than it must be.
            without = ("-p", "no:schemathesis", "-p", "no:hypothesispytest")
            command = [sys.executable, "-m", "pytest", "-q", *without, str(suite)]
            subprocess.run(command, env=environment, cwd=folder, capture_output=True, check=False)
