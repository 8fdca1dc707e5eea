"""What the last check of a suite showed, so that the next does only what an edit can have changed.

Results are kept test by test, and only of a clean check: one whose tests do not depend on each
other. They live in the grader's process, where no suite can put anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from labkit.grading.findings import Findings
from labkit.grading.plan import Order, Task
from labkit.grading.units import Units, take_apart, unit_of
from labkit.grading.verdict import ERROR, FAILED, PASSED, TIMEOUT, Outcome, Run, completed

World = tuple[object, ...]
"""All that results depend on beside the suite: rubric, systems, container engine."""


NO_TEST = Run((), (), PASSED, "", 0.0, "", ())
"""What comes of a run without a test."""


@dataclass(frozen=True)
class _Kept:
    world: World
    source: str
    units: Units
    findings: Findings


class Memory:
    """The results of one learner's last check; forgets them when they no longer hold."""

    def __init__(self) -> None:
        self._kept: _Kept | None = None

    def recall(self, source: str, world: World) -> Recalled | None:
        """What still holds for an edited suite; None when everything is to be run.

        A suite that was not edited is run again as a whole: whoever asks twice wants to be sure.
        """
        kept = self._kept
        if kept is None or kept.world != world or kept.source == source:
            return None
        units = take_apart(source)
        changed = units.changed_from(kept.units)
        if changed >= units.tests.keys():
            return None
        return Recalled(kept.findings, changed, units.lines_from(kept.units), len(units.tests))

    def keep(self, source: str, world: World, findings: Findings) -> None:
        """Remember a check, if it was clean; else forget the one before.

        A suite that could not be graded says nothing about the tests of the one before it.
        """
        if findings.broken:
            return
        clean = is_clean(findings)
        self._kept = _Kept(world, source, take_apart(source), findings) if clean else None


@dataclass(frozen=True)
class Recalled:
    """Results of the check before that an edit cannot have changed.

    Attributes:
        findings: what the check before showed.
        changed: units of the suite that are new or edited.
        lines: where each line is now.
        units: how many units the suite has.
    """

    findings: Findings
    changed: frozenset[str]
    lines: dict[int, int]
    units: int

    @property
    def sentence(self) -> str:
        """What was taken over, for the learner."""
        stayed = self.units - len(self.changed)
        if stayed == 1:
            return "1 test is as it was, and so is what it showed; check again to run everything."
        return (
            f"{stayed} tests are as they were, and so is what they showed; "
            "check again to run everything."
        )

    def is_new(self, test: str) -> bool:
        """Whether a test has to be run."""
        return unit_of(test) in self.changed

    def agrees_with(self, original: Run) -> bool:
        """Whether the tests that stayed show on the original what they showed before."""
        before = {o.test: o.verdict for o in self.findings.original.outcomes}
        stayed = [o for o in original.outcomes if not self.is_new(o.test)]
        return all(before.get(o.test) == o.verdict for o in stayed)

    def before(self, task: Task) -> Run | None:
        """What a variant's whole run showed in the check before; None when it has to be made."""
        runs = {"correct": self.findings.correct, "bug": self.findings.bugs}.get(task.about, {})
        run = runs.get(task.key)
        return run if run is not None and is_whole(run, run.collected) else None

    def shortened(self, tasks: Sequence[Task], tests: Sequence[str]) -> list[Task]:
        """The tasks, less what an edit cannot have changed.

        Args:
            tasks: all runs that a whole check would make.
            tests: the suite's tests, in the order of the file.
        """
        new = tuple(test for test in tests if self.is_new(test))
        kept = (task for task in tasks if not self._is_known(task))
        return [self._shortened(task, new) for task in kept if new or not _is_of_all_tests(task)]

    def _shortened(self, task: Task, new: Order) -> Task:
        if self.before(task) is not None:
            return replace(task, order=new, short=True)
        return replace(task, order=new) if _is_of_all_tests(task) else task

    def _is_known(self, task: Task) -> bool:
        """Whether a task runs a test alone that has passed alone already."""
        return task.key.startswith("alone ") and not any(map(self.is_new, task.order or ()))

    def merged(self, task: Task, run: Run, tests: Sequence[str]) -> Run:
        """A variant's results: of the new tests by a run, of the others by the check before."""
        before = self.before(task)
        assert before is not None
        stayed = [self._moved(o) for o in before.outcomes if not self.is_new(o.test)]
        return completed(run, stayed, tests)

    def _moved(self, outcome: Outcome) -> Outcome:
        return replace(outcome, line=self.lines.get(outcome.line, 0))


def is_whole(run: Run, tests: Sequence[str]) -> bool:
    """Whether each of the tests has come to its own end, once."""
    settled = run.verdict in (PASSED, FAILED, ERROR) and not run.peeked
    hung = any(o.verdict == TIMEOUT for o in run.outcomes)
    return settled and not hung and sorted(o.test for o in run.outcomes) == sorted(tests)


def is_clean(findings: Findings) -> bool:
    """Whether a check's tests can be judged one by one: none depends on the others."""
    runs = (findings.original, *findings.correct.values(), *findings.bugs.values())
    return (
        not findings.broken
        and findings.isolated
        and findings.steady
        and not findings.held
        and is_whole(findings.original, findings.original.collected)
        and not any(run.peeked for run in runs)
    )


def _is_of_all_tests(task: Task) -> bool:
    """Whether a task tells of each test by itself: on a slow network, in another Python."""
    return task.about in ("slow", "start")
