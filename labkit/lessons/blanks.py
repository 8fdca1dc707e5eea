"""The cell magic ``%%blanks``: a test with gaps, tried on a right system and on wrong ones."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from labkit.errors import LabError
from labkit.lessons.syntax import as_module
from labkit.lessons.tests_magic import Result, run

GAP = "____"


@dataclass(frozen=True)
class Mistake:
    """One mistake that a test with its gaps filled must notice.

    Attributes:
        arguments: options for pytest that put the mistake in.
        text: the mistake, as the end of the sentence "a system that ...".
        advice: what to say to somebody whose test lets it pass, if the mistake alone is no help.
    """

    arguments: tuple[str, ...]
    text: str
    advice: str = ""


@dataclass(frozen=True)
class Blank:
    """A test with gaps.

    Attributes:
        arguments: options for pytest that give the test its fixtures.
        mistakes: what it must notice, the first one first.
        subject: what the lesson calls the system under test, for example "repository".
    """

    arguments: tuple[str, ...]
    mistakes: tuple[Mistake, ...]
    subject: str = "system"


@dataclass(frozen=True)
class Advice:
    """What a learner is told about a filled-in test; ``done`` when nothing is left to do."""

    done: bool
    text: str

    def __repr__(self) -> str:
        return self.text


def blanks(line: str, cell: str) -> Advice:
    """Try a test on the correct system and on some with a mistake each.

    Usage: ``%%blanks LESSON NAME`` as the first line of a cell; the names are in
    ``labkit/lessons/LESSON/tasks.py``.
    """
    return advise(_task(line.split()), as_module("blanks", line, cell), run)


def advise(task: Blank, source: str, run: Callable[[str, list[str]], Result]) -> Advice:
    """Say whether a test tells right from wrong.

    Args:
        task: what to try it on.
        source: the test.
        run: runs a test module with options for pytest.
    """
    gaps = len(re.findall(GAP, source))
    if gaps:
        return Advice(False, f"Gaps left: {gaps}. Replace each {GAP}, then run this cell again.")
    right = run(source, [*task.arguments])
    if not right.passed:
        return Advice(False, f"The test fails on the correct {task.subject}.\n\n{right.text}")
    for mistake in task.mistakes:
        if run(source, [*task.arguments, *mistake.arguments]).passed:
            also = f"The test also passes on a {task.subject} that {mistake.text}."
            return Advice(False, f"{also} {mistake.advice}".rstrip())
    wrong = ", and on one that ".join(mistake.text for mistake in task.mistakes)
    done = f"Done: it passes on the correct {task.subject}, and fails on one that {wrong}."
    return Advice(True, done)


def _task(words: list[str]) -> Blank:
    try:
        lesson, name = words
        tasks: dict[str, Blank] = import_module(f"labkit.lessons.{lesson}.tasks").TASKS
        return tasks[name]
    except (ValueError, ImportError, KeyError):
        raise LabError(
            f"There is no `%%blanks {' '.join(words)}`; use the first line that the cell had."
        ) from None
