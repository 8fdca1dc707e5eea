"""Hints for bugs that got away: one step at a time, and remembered."""

from labkit import rubrics
from labkit.errors import LabError
from labkit.remembered import Remembered

STEPS = 3
OPENED = Remembered("hints.json")
"""How many hints were opened, by exercise and bug."""


def hint(exercise: str, bug_id: str, step: int) -> str:
    """One hint for a bug.

    Args:
        exercise: the exercise's name.
        bug_id: the bug's id, as the report has it.
        step: 1 for the vaguest to 3 for a nearly complete test idea.

    Raises:
        LabError: when there is no such exercise, bug or step.
    """
    bug = _bug(exercise, bug_id)
    if step not in range(1, STEPS + 1):
        raise LabError(f"A bug has hints 1 to {STEPS}, and no hint {step}.")
    return bug.hints[step - 1]


def section(exercise: str, bug_id: str) -> str:
    """The heading of the lesson to read again for a bug.

    Raises:
        LabError: when there is no such exercise or bug.
    """
    return _bug(exercise, bug_id).section


def _bug(exercise: str, bug_id: str) -> rubrics.Bug:
    try:
        return rubrics.load(exercise).bug(bug_id)
    except KeyError:
        raise LabError(f"The exercise {exercise} has no bug {bug_id!r}; see the report.") from None


def next_hint(exercise: str, bug_id: str) -> str:
    """The next hint that was not opened yet, or the last one again; it is remembered as opened.

    Raises:
        LabError: when there is no such exercise or bug.
    """
    step = min(opened(exercise, bug_id) + 1, STEPS)
    text = hint(exercise, bug_id, step)
    OPENED.keep(exercise, bug_id, step)
    return text


def opened(exercise: str, bug_id: str) -> int:
    """How many hints for a bug have been opened: 0 to 3."""
    found = OPENED.get(exercise, bug_id)
    return found if isinstance(found, int) and found in range(STEPS + 1) else 0
