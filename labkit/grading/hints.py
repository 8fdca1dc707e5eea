"""Hints for bugs that got away: one step at a time, and remembered."""

import json
import os
from pathlib import Path

from labkit import atomic, rubrics
from labkit.errors import LabError

STEPS = 3


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
    _remember(exercise, bug_id, step)
    return text


def opened(exercise: str, bug_id: str) -> int:
    """How many hints for a bug have been opened: 0 to 3."""
    found = _read().get(exercise, {}).get(bug_id, 0)
    return found if found in range(STEPS + 1) else 0


def state_file() -> Path:
    """Where opened hints are remembered; ``LABKIT_STATE`` names another folder."""
    home = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(os.environ.get("LABKIT_STATE") or Path(home) / "labkit") / "hints.json"


def _read() -> dict[str, dict[str, int]]:
    """What is remembered; nothing when the file is missing or unreadable."""
    try:
        data = json.loads(state_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    well_formed = isinstance(data, dict) and all(isinstance(v, dict) for v in data.values())
    return data if well_formed else {}


def _remember(exercise: str, bug_id: str, step: int) -> None:
    """Write the state anew and put it in place at once; a read-only home loses it, no more."""
    state = _read()
    state.setdefault(exercise, {})[bug_id] = step
    path = state_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic.write_text(path, json.dumps(state, indent=1, sort_keys=True))
    except OSError:
        return
