"""Grading one suite: makes the planned runs, a few at a time, and gathers what they show."""

import os
import secrets
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from labkit.grading.expectations import Expectations
from labkit.grading.jobs import Job
from labkit.grading.plan import Order, Task, mixed, orders, seed_of
from labkit.grading.pool import Pool
from labkit.grading.variants import SYSTEMS, materialised
from labkit.grading.verdict import ERROR, SKIPPED, TIMEOUT, Run, judge
from labkit.rubrics import Change, Rubric

FIRST_LIMIT = 60.0
STALL = 20.0
_SHORTEST_LIMIT = 10.0
_PATIENCE = 10
_SECOND_CHANCES = 3


@dataclass(frozen=True)
class Progress:
    """How far a check is.

    Attributes:
        done: runs that have ended.
        total: runs known of so far.
        message: what the last run showed, in a few words.
    """

    done: int
    total: int
    message: str


@dataclass(frozen=True)
class Limits:
    """How long a run may take, in seconds: in all, and without any news."""

    total: float = FIRST_LIMIT
    stall: float = STALL

    def after(self, seconds: float) -> "Limits":
        """The limits for further runs, when the first took ``seconds``."""
        total = min(self.total, max(_SHORTEST_LIMIT, _PATIENCE * seconds))
        return Limits(total, min(self.stall, total))


@dataclass
class Findings:
    """What the runs of one suite showed."""

    original: Run
    correct: dict[str, Run] = field(default_factory=dict)
    bugs: dict[str, Run] = field(default_factory=dict)
    orders: dict[str, tuple[Order, Run]] = field(default_factory=dict)

    @property
    def broken(self) -> str:
        """Why nothing can be graded, empty when it can."""
        run = self.original
        if run.verdict == TIMEOUT:
            return f"on the correct system {run.reason}"
        return "" if run.passed else _why_none_passes(run)

    @property
    def trusted(self) -> frozenset[str]:
        """The tests that pass on every correct variant; only they can catch a bug."""
        runs = [run.passed for run in self.correct.values()]
        return self.original.passed.intersection(*runs)


class Examination:
    """The runs of one suite.

    Args:
        rubric: the exercise's rubric.
        source: the suite.
        expectations: where the suite states what it expects.
        pool: where to run.
        systems: the folder of the systems under test.
    """

    def __init__(
        self,
        rubric: Rubric,
        source: str,
        expectations: Expectations,
        pool: Pool,
        systems: Path = SYSTEMS,
    ) -> None:
        self._rubric, self._source, self._expectations = rubric, source, expectations
        self._pool, self._systems = pool, systems
        self._changes = {v.id: v.changes for v in rubric.variants}
        self._waiting: deque[Task] = deque()
        self._running: dict[str, tuple[Task, ExitStack]] = {}
        self._done = 0
        self._limits = Limits()
        self._chances: dict[str, int] = {}

    def run(self, tell: Callable[[Progress], None], limits: Limits | None = None) -> Findings:
        """Make all runs; end early when the suite does not even work on the original.

        Args:
            tell: called with the progress after every run.
            limits: for the first run; the others' are derived from how long that takes.
        """
        self._limits = limits or Limits()
        try:
            return self._all(tell)
        finally:
            self._pool.cancel()
            for _, stack in self._running.values():
                stack.close()

    def _all(self, tell: Callable[[Progress], None]) -> Findings:
        """The original first; the others, already begun beside it, in an order nobody can know."""
        original = Task(_original(self._rubric), "correct")
        self._waiting.extend([original, *self._variants(original.key)])
        findings = None
        early: list[tuple[Task, Run]] = []
        while self._waiting or self._running:
            self._fill()
            task, run = self._next()
            if task is original:
                findings = Findings(run)
                if findings.broken:
                    return findings
                self._prepare_rest(findings)
            early.append((task, run))
            if findings is not None:
                for each in early:
                    self._file(findings, *each)
                early.clear()
                tell(Progress(self._done, self._total(), _said(findings, self._rubric)))
        assert findings is not None
        return findings

    def _variants(self, original: str) -> Sequence[Task]:
        correct = [Task(v.id, "correct") for v in self._rubric.correct if v.id != original]
        return mixed([*correct, *(Task(b.id, "bug") for b in self._rubric.bugs)], secrets.randbelow)

    def _prepare_rest(self, findings: Findings) -> None:
        """Plan the runs in other orders, now that the tests and their time are known."""
        more = orders(findings.original.collected, seed_of(self._source))
        self._waiting = deque(mixed([*self._waiting, *more], secrets.randbelow))
        self._limits = self._limits.after(findings.original.seconds)

    def _fill(self) -> None:
        """Start waiting runs up to the number that this machine takes at a time."""
        while self._waiting and len(self._running) < (os.cpu_count() or 1) + 1:
            task = self._waiting.popleft()
            stack = ExitStack()
            changes: tuple[Change, ...] = self._changes.get(task.key, ())
            copy = stack.enter_context(materialised(changes, self._systems))
            limits = self._limits
            job = Job(self._source, str(copy), task.order, limits.total, limits.stall)
            self._running[job.id] = (task, stack)
            self._pool.start(job)

    def _next(self) -> tuple[Task, Run]:
        raw = self._pool.next()
        task, stack = self._running.pop(raw.id)
        stack.close()
        self._done += 1
        expected = None if task.order is None else len(task.order)
        return task, judge(raw, self._expectations, expected)

    def _total(self) -> int:
        return self._done + len(self._running) + len(self._waiting)

    def _file(self, findings: Findings, task: Task, run: Run) -> None:
        if task.about == "order":
            findings.orders[task.key] = (task.order or (), run)
        elif task.about == "correct":
            findings.correct[task.key] = run
        else:
            so_far = findings.bugs.get(task.key)
            findings.bugs[task.key] = run = _joined(so_far, run) if so_far else run
            self._second_chance(task, run)

    def _second_chance(self, task: Task, run: Run) -> None:
        """Run the tests behind one that a bug makes hang: they may catch it."""
        chances = self._chances.get(task.key, 0)
        hung = next((i for i, o in enumerate(run.outcomes) if o.verdict == TIMEOUT), None)
        ran = {o.test for o in run.outcomes}
        rest = tuple(test for test in run.collected if test not in ran)
        if hung is not None and rest and chances < _SECOND_CHANCES and run.verdict == TIMEOUT:
            self._chances[task.key] = chances + 1
            self._waiting.append(Task(task.key, "bug", rest))


def _why_none_passes(run: Run) -> str:
    if not run.outcomes:
        nothing = "it has no test: no function whose name begins with test_"
        return nothing if run.reason == "no test ran" else run.reason
    if all(o.verdict == SKIPPED for o in run.outcomes):
        return "all of its tests are skipped"
    if run.verdict == ERROR and run.reason.startswith("the s"):
        return run.reason
    first = next(o for o in run.outcomes if o.verdict != SKIPPED)
    where = f", line {first.line}" if first.line else ""
    return f"no test passes on the correct system; the first is {first.test}{where}: {first.cause}"


def _original(rubric: Rubric) -> str:
    """The id of the correct variant that changes nothing."""
    return next((v.id for v in rubric.correct if not v.changes), "original")


def _joined(first: Run, more: Run) -> Run:
    """Two runs against the same bug as one: what the second adds counts."""
    outcomes = (*first.outcomes, *more.outcomes)
    verdict = more.verdict if more.verdict in ("failed", "timeout") else first.verdict
    return Run(first.collected, outcomes, verdict, first.reason,
               first.seconds + more.seconds, first.output, first.peeked)  # fmt: skip


def _said(findings: Findings, rubric: Rubric) -> str:
    caught = sum(bool(run.failed(findings.trusted)) for run in findings.bugs.values())
    return f"{caught} of {len(rubric.bugs)} bugs caught so far"
