"""Many small pytest runs, each on a copy of the systems with its own changes."""

import os
from collections import deque
from collections.abc import Hashable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, TypeVar

from labkit.errors import LabError
from labkit.grading.expectations import read_expectations
from labkit.grading.findings import Limits
from labkit.grading.jobs import Job, Raw
from labkit.grading.patience import first_limits
from labkit.grading.places import places
from labkit.grading.pool import Pool, in_use, shared
from labkit.grading.variants import materialised
from labkit.grading.verdict import FAILED, PASSED, Outcome, judge
from labkit.rubrics import Change

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Trial:
    """One run to make.

    Attributes:
        source: a pytest module.
        changes: what is changed in the systems before.
        order: the tests to run, in this order; None for all, as the module has them.
    """

    source: str
    changes: Sequence[Change] = ()
    order: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Tried:
    """What came of a run.

    Attributes:
        outcomes: one a test, in the order of the module.
        seconds: how long its tests took, without the start of pytest.
        output: what it printed.
        own_seconds: how long the tests themselves took, without their fixtures.
        is_cut: whether it was ended because its time was over.
        refused: whether labkit's own engine refused something that it asked for.
    """

    outcomes: tuple[Outcome, ...]
    seconds: float
    output: str
    own_seconds: float
    is_cut: bool = False
    refused: bool = False

    @property
    def failures(self) -> tuple[Outcome, ...]:
        """The tests that did not pass."""
        return tuple(each for each in self.outcomes if each.verdict != PASSED)

    @property
    def is_red(self) -> bool:
        """Whether an expectation failed, or the system crashed."""
        return any(each.verdict == FAILED for each in self.outcomes)


def try_all(trials: Mapping[Key, Trial], imports: Iterable[str] = ()) -> dict[Key, Tried]:
    """Make all these runs, each in a process of its own, a few at a time.

    Args:
        trials: the runs by names of the caller's choice.
        imports: modules that take long to import, imported once for all runs.

    Returns:
        What came of each, in the order of the trials.

    Raises:
        LabError: when a change does not apply, or a module is not valid Python.
        MachineLacks: when no container engine can be had.
    """
    with in_use:
        for place in places():
            workers = shared(place.engine.environment, imports=imports)
            try:
                found = _made(trials, workers, first_limits(place.engine.kind))
            finally:
                workers.cancel()
            if not any(each.refused for each in found.values()):
                break
    return {key: found[key] for key in trials}


def ended(tried: dict[Key, Tried]) -> dict[Key, Tried]:
    """The same runs, if all have ended: what a run cut short has not found it may have found yet.

    Raises:
        LabError: when one was cut short.
    """
    cut = sum(each.is_cut for each in tried.values())
    if cut:
        runs = f"{cut} of {len(tried)} runs"
        raise LabError(f"{runs} did not end in time; run the cell again when less else is running.")
    return tried


def _made(trials: Mapping[Key, Trial], workers: Pool, limits: Limits) -> dict[Key, Tried]:
    waiting = deque(trials.items())
    found: dict[Key, Tried] = {}
    running: dict[str, tuple[Key, Trial, ExitStack]] = {}
    with ExitStack() as copies:
        while waiting or running:
            while waiting and len(running) <= (os.cpu_count() or 1):
                key, trial = waiting.popleft()
                stack = copies.enter_context(ExitStack())
                job = _job(trial, workers, limits, stack)
                running[job.id] = (key, trial, stack)
                workers.start(job)
            raw = workers.next()
            key, trial, stack = running.pop(raw.id)
            stack.close()
            found[key] = _judged(raw, trial.source)
    return found


def _judged(raw: Raw, source: str) -> Tried:
    run = judge(raw, read_expectations(source))
    own = [each for each in raw.records if each.get("phase") == "call"]
    is_cut = raw.ended in ("timeout", "stalled")
    spent = _seconds(raw.records)
    return Tried(run.outcomes, spent, raw.output, _seconds(own), is_cut, run.refused)


def _seconds(records: Iterable[Mapping[str, Any]]) -> float:
    return sum(float(each.get("seconds", 0.0)) for each in records)


def _job(trial: Trial, workers: Pool, limits: Limits, stack: ExitStack) -> Job:
    systems = stack.enter_context(materialised(trial.changes, within=workers.folder))
    return Job(trial.source, str(systems), trial.order, limits.total, limits.stall)
