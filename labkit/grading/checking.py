"""Grading one suite: makes the planned runs, a few at a time, and gathers what they show."""

import os
import secrets
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from labkit.grading.expectations import Expectations
from labkit.grading.findings import Findings, Limits, Progress, caught_so_far, joined
from labkit.grading.jobs import Circumstances, Job, opaque
from labkit.grading.luck import fresh_starts, lucky
from labkit.grading.meeting import disturbed, suspected
from labkit.grading.memory import NO_TEST, Memory, Recalled, is_clean, is_whole
from labkit.grading.news import bad_news, takes_long
from labkit.grading.plan import Order, Task, bug_runs, mixed, orders, seed_of, without_need
from labkit.grading.pool import Pool
from labkit.grading.processor import Processor
from labkit.grading.reach import Reach, changed_statements
from labkit.grading.second_look import look_again
from labkit.grading.steadiness import slow_run, unsteady
from labkit.grading.variants import SYSTEMS, fingerprint, materialised
from labkit.grading.verdict import TIMEOUT, Run, completed, in_order, judge
from labkit.rubrics import Rubric

_SECOND_CHANCES = 3
_MOST_PER_CORE = 4
_LEFT_OVER = 0.3  # the idle share of the processors at which one more run is let in
_HARDLY_ANY = 0.1  # and that at which one fewer is


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
        self._held: list[Task] = []
        self._gates: list[Path] = []
        self._running: dict[str, tuple[Task, ExitStack]] = {}
        self._done = 0
        self._width = (os.cpu_count() or 1) + 1
        self._most = _MOST_PER_CORE * (os.cpu_count() or 1)
        self._extra = 0
        self._processor = Processor()
        self._limits = Limits()
        self._chances: dict[str, int] = {}
        self._plain_again = False
        self._message = "running the suite on the correct system"
        self._news = ""
        self._aside = ""
        self._recalled: Recalled | None = None
        self._tell: Callable[[Progress], None] = lambda _: None

    @property
    def reused(self) -> str:
        """What was taken over from the check before, in a sentence; empty when nothing was."""
        return self._recalled.sentence if self._recalled else ""

    def run(
        self,
        tell: Callable[[Progress], None],
        limits: Limits | None = None,
        memory: Memory | None = None,
    ) -> Findings:
        """Make all runs; end early when the suite does not even work on the original.

        Args:
            tell: called with the progress after every run, and every 0.2 s while waiting for one.
            limits: for the first run; the others' are derived from how long that takes.
            memory: what the check before showed; only what an edit can have changed is run.
        """
        self._tell = tell
        world = (self._rubric, fingerprint(self._systems), *self._pool.environment.items())
        try:
            self._recalled = memory.recall(self._source, world) if memory else None
            if self._recalled:
                self._message = "running what the edit can have changed"
            findings = self._all(limits or Limits())
            if self._recalled and not findings.broken and not is_clean(findings):
                self._recalled = None  # what tests do to each other shows in whole runs only
                findings = self._all(limits or Limits())
            if memory:
                memory.keep(self._source, world, findings)
            return findings
        finally:
            self._abandon()

    def _all(self, limits: Limits) -> Findings:
        self._limits = limits
        self._chances.clear()
        findings = self._first()
        if findings.broken and findings.original.verdict != TIMEOUT:
            findings = self._one_at_a_time()
        if findings.broken:
            return findings
        self._others(findings)
        if self._recalled is None:
            findings = self._unless_disturbed(findings)
        findings.unsteady = unsteady(findings, self._source, self._together)
        findings.lucky = lucky(findings, self._together)
        if self._recalled is None:
            self._again_in_the_files_order(findings)
            findings.held = look_again(findings, self._together)
        return findings

    def _first(self) -> Findings:
        """Run on the original, with others already begun beside it; plan the rest."""
        looked_at = Circumstances(inspect=True, trace=True)
        original = Task(_original(self._rubric), "correct", circumstances=looked_at)
        correct = [Task(v.id, "correct") for v in self._rubric.correct if v.id != original.key]
        self._held = bug_runs(self._rubric.bugs)
        starts = fresh_starts(self._rubric.fresh_starts)
        others = mixed([*correct, slow_run(), *starts], secrets.randbelow)
        self._waiting.extend([original] if self._recalled else [original, *others])
        early: list[tuple[Task, Run]] = []
        self._fill()
        while True:
            task, run = self._next()
            early.append((task, run))
            if task is original:
                break
            self._fill()
        findings = Findings(run)
        self._news = bad_news(original, run)
        self._aside = takes_long(run)
        if not findings.broken:
            self._say()
            self._waiting.extend(others if self._recalled else ())
            self._plan(findings)
            for each in early:
                self._file(findings, *each)
        return findings

    def _unless_disturbed(self, findings: Findings) -> Findings:
        """The same findings, or new ones when copies of the suite disturbed each other."""
        if self._width > 1 and suspected(findings) and disturbed(findings, self._together):
            findings = self._one_at_a_time()
            self._others(findings)
        return findings

    def _one_at_a_time(self) -> Findings:
        """Begin again, with one run at a time; tell whether copies disturb each other."""
        self._abandon()
        self._recalled = None
        self._width = 1
        self._chances.clear()
        self._message = "running the suite with nothing beside it"
        findings = self._first()
        if not findings.broken:
            findings.disturbed = disturbed(findings, self._together)
        return findings

    def _together(self, *tasks: Task) -> list[Run]:
        """Make runs at the same time, with no other beside them."""
        assert not self._running
        begun = [one for task in tasks for one in self._begin(task)]
        done = [self._next() for _ in begun]
        return [next(run for made, run in done if made is one) for one in begun]

    def _abandon(self) -> None:
        """End the runs that are under way, and forget those that wait."""
        self._pool.cancel()
        for _, stack in self._running.values():
            stack.close()
        self._running.clear()
        self._waiting.clear()
        self._held.clear()
        while self._gates:
            self._gates.pop().unlink(missing_ok=True)

    def _others(self, findings: Findings) -> None:
        while self._waiting or self._running:
            self._fill()
            self._file(findings, *self._next())
            self._say(caught_so_far(findings, self._rubric))

    def _say(self, message: str = "") -> None:
        """Tell the progress; without a message, the same message as before."""
        self._message = message or self._message
        total = self._done + len(self._running) + len(self._waiting) + len(self._held)
        self._tell(Progress(self._done, total, self._message, self._news, self._aside))

    def _plan(self, findings: Findings) -> None:
        """Plan the runs in other orders, now that the tests and their time are known.

        Variants are run in the order of the file, correct ones and bugs alike: in an order that
        only bugs are run in, a suite would know that it faces a bug.
        """
        tests = findings.original.collected
        self._limits = self._limits.after(findings.original.seconds, len(tests))
        more = list(orders(tests, seed_of(self._source)))
        if self._recalled and not self._recalled.agrees_with(findings.original):
            self._recalled = None
        if self._recalled:
            tasks = [*self._waiting, *more, *self._held]
            self._held.clear()
            self._mix_in(findings, self._recalled.shortened(tasks, tests))
            return
        second = next((task for task in more if task.key == "reversed"), None)
        self._mix_in(findings, [*self._waiting, *(task for task in more if task is not second)])
        if second:
            self._waiting.appendleft(replace(second, circumstances=Circumstances(trace=True)))
        else:
            self._release(findings)

    def _release(self, findings: Findings) -> None:
        """Plan the runs on the bugs, now that it is known which tests reach which."""
        second = findings.orders.get("reversed")
        reach = Reach.seen(findings.original, second[1]) if second else None
        tasks, self._held = self._held, []
        if reach:
            changes = {task.key: self._changes[task.key] for task in tasks}
            begun = {key: changed_statements(each, self._systems) for key, each in changes.items()}
            others = [v.id for v in self._rubric.correct if v.changes]
            tasks = reach.narrowed(tasks, begun, others)
        self._mix_in(findings, [*without_need(self._waiting, tasks), *tasks])

    def _mix_in(self, findings: Findings, tasks: Sequence[Task]) -> None:
        """Let these be the runs to make, in an order that nobody knows."""
        known = [task for task in tasks if task.short and not task.order]
        for task in known:  # without a test there is nothing to run
            self._file(findings, task, NO_TEST)
        rest = [task for task in tasks if task not in known]
        self._waiting = deque(mixed(rest, secrets.randbelow, len(findings.original.collected)))

    def _again_in_the_files_order(self, findings: Findings) -> None:
        """Judge a suite whose order matters by the order of its file alone.

        In any other order its tests may fail for want of what ran before, which catches no bug.
        """
        if findings.isolated:
            return
        self._plain_again = True
        findings.bugs.clear()
        self._waiting.extend(mixed(bug_runs(self._rubric.bugs), secrets.randbelow))
        self._others(findings)

    def _fill(self) -> None:
        """Start waiting runs up to the number that this machine takes at a time."""
        while self._waiting and len(self._running) < self._places():
            task = self._waiting.popleft()
            by_itself = task.beside and self._width == 1
            self._begin(replace(task, beside=None) if by_itself else task)

    def _places(self) -> int:
        """How many runs to have under way: more while those that are mostly wait."""
        if self._width == 1:
            return 1
        if (idle := self._processor.idle()) is not None:
            self._extra += (idle > _LEFT_OVER) - (idle < _HARDLY_ANY)
            self._extra = min(max(self._extra, 0), self._most - self._width)
        return self._width + self._extra

    def _begin(self, task: Task) -> list[Task]:
        """Start a run and the one beside it; they wait for each other."""
        if task.beside is None:
            self._start(task, task.circumstances)
            return [task]
        gate = self._pool.folder / opaque()
        self._gates.append(gate)
        for side, one in enumerate([task, task.beside]):
            self._start(one, replace(one.circumstances, gate=str(gate), side=side))
        return [task, task.beside]

    def _start(self, task: Task, circumstances: Circumstances) -> None:
        stack = ExitStack()
        of_a_variant = task.about in ("correct", "bug")  # whatever other runs are called
        changes = self._changes.get(task.key if of_a_variant else task.system, ())
        copy = stack.enter_context(
            materialised(changes, self._systems, self._pool.folder, trace=circumstances.trace)
        )
        limits = self._limits.of(len(task.order or ()), slow=circumstances.slow)
        job = Job(
            self._source, str(copy), task.order, limits.total, limits.stall, True, circumstances
        )  # fmt: skip
        self._running[job.id] = (task, stack)
        self._pool.start(job)

    def _meanwhile(self) -> None:
        self._fill()
        self._say()

    def _next(self) -> tuple[Task, Run]:
        raw = self._pool.next(self._meanwhile)
        task, stack = self._running.pop(raw.id)
        stack.close()
        self._done += 1
        expected = None if task.order is None else len(task.order)
        return task, judge(raw, self._expectations, expected)

    def _file(self, findings: Findings, task: Task, run: Run) -> None:
        if task.short and not is_whole(run, task.order or ()):
            self._waiting.append(Task(task.key, task.about))  # all tests after all
            return
        if task.short and self._recalled:
            run = self._recalled.merged(task, run, findings.original.collected)
        elif task.short:
            run = completed(run, findings.original.outcomes, findings.original.collected)
        self._news = self._news or bad_news(task, run)
        if task.about == "order":
            findings.orders[task.key] = (task.order or (), run)
            if task.system:
                findings.systems[task.key] = task.system
            if task.key == "reversed" and self._held:
                self._release(findings)
        elif task.about == "slow":
            findings.slow = (task.order, run)
        elif task.about == "start":
            findings.starts.append((task, run))
        elif task.about == "correct":
            findings.correct[task.key] = run
        else:
            self._file_bug(findings, task, run)

    def _file_bug(self, findings: Findings, task: Task, run: Run) -> None:
        so_far = findings.bugs.get(task.key)
        run = joined(so_far, run) if so_far else run
        findings.bugs[task.key] = in_order(run)
        if self._plain_again:
            return
        self._second_chance(task, run)

    def _second_chance(self, task: Task, run: Run) -> None:
        """Run the tests behind one that a bug makes hang: they may catch it."""
        chances = self._chances.get(task.key, 0)
        hung = any(o.verdict == TIMEOUT for o in run.outcomes)
        rest: Order = tuple(test for test in run.collected if test not in run.ran)
        if hung and rest and chances < _SECOND_CHANCES and run.verdict == TIMEOUT:
            self._chances[task.key] = chances + 1
            self._waiting.append(Task(task.key, "bug", rest))


def _original(rubric: Rubric) -> str:
    """The id of the correct variant that changes nothing."""
    return next((v.id for v in rubric.correct if not v.changes), "original")
