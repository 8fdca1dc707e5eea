"""What the runs of one suite show, and how long they may take."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from labkit.grading.plan import Order, Task
from labkit.grading.verdict import ERROR, FAILED, PASSED, SKIPPED, TIMEOUT, Outcome, Run
from labkit.rubrics import Rubric

if TYPE_CHECKING:
    from labkit.grading.second_look import Held
    from labkit.grading.steadiness import Unsteady

_FIRST_LIMIT = 60.0
_STALL = 20.0
_SHORTEST_LIMIT = 15.0
_PATIENCE = 10
_SLOWER = 3


@dataclass(frozen=True)
class Progress:
    """How far a check is.

    Attributes:
        done: runs that have ended.
        total: runs known of so far.
        message: what the last run showed, in a few words.
        news: the first bad news, a sentence, as soon as there is any.
        aside: what to know of how long a check takes on this machine; mostly nothing.
    """

    done: int
    total: int
    message: str
    news: str = ""
    aside: str = ""


@dataclass(frozen=True)
class Limits:
    """How long a run may take, in seconds: in all, and without any news.

    ``tests`` is how many tests are to end in that time, 0 for as many as there are.
    """

    total: float = _FIRST_LIMIT
    stall: float = _STALL
    tests: int = 0

    def after(self, seconds: float, tests: int) -> Limits:
        """The limits for further runs, when the first took ``seconds`` for so many tests."""
        total = min(self.total, max(_SHORTEST_LIMIT, _PATIENCE * seconds))
        return Limits(total, min(self.stall, total / 1.5), tests)  # a hang shows before the end

    def of(self, tests: int, *, slow: bool) -> Limits:
        """The limits for a run of so many tests: more for twice as many, and where all is slow."""
        often = max(1.0, tests / self.tests) if self.tests else 1.0
        return replace(self, total=self.total * often * (_SLOWER if slow else 1))


@dataclass
class Findings:
    """What the runs of one suite showed.

    Attributes:
        orders: the runs in other orders than the file's, with that order.
        systems: the correct variant that such a run was made on, where it was not the original.
    """

    original: Run
    correct: dict[str, Run] = field(default_factory=dict)
    bugs: dict[str, Run] = field(default_factory=dict)
    orders: dict[str, tuple[Order, Run]] = field(default_factory=dict)
    systems: dict[str, str] = field(default_factory=dict)
    disturbed: tuple[Outcome, ...] = ()
    held: dict[str, Held] = field(default_factory=dict)
    slow: tuple[Order | None, Run] | None = None
    unsteady: dict[str, Unsteady] = field(default_factory=dict)
    starts: list[tuple[Task, Run]] = field(default_factory=list)
    lucky: dict[str, Outcome] = field(default_factory=dict)

    @property
    def broken(self) -> str:
        """Why nothing can be graded, empty when it can."""
        run = self.original
        if run.verdict == TIMEOUT:
            return f"on the correct system {run.reason}"
        return "" if run.passed else _why_none_passes(run)

    @property
    def trusted(self) -> frozenset[str]:
        """The tests that pass on every correct variant, in any Python; only they can catch."""
        runs = [run.passed for run in self.correct.values()]
        doubtful = self.unsteady.keys() | self.lucky.keys()
        return self.original.passed.intersection(*runs) - doubtful

    def expected(self, key: str) -> frozenset[str]:
        """The tests that pass in the file's order on the system that an order was run on."""
        other = self.systems.get(key)
        return self.original.passed & (self.correct[other] if other else self.original).passed

    def strays(self, key: str) -> tuple[str, ...]:
        """The tests that pass in the file's order and not in another one, on the same system."""
        order, run = self.orders[key]
        expected = self.expected(key)
        return tuple(t for t in dict.fromkeys(order) if t in expected and t not in run.passed)

    @property
    def isolated(self) -> bool:
        """Whether neither the order of the tests nor a copy beside the suite made a difference."""
        others = (key for key in self.orders if key != "beside")
        return not self.disturbed and not any(self.strays(key) for key in others)

    @property
    def steady(self) -> bool:
        """Whether further runs in the same order on the same system showed the same.

        Also slow ones, and in another Python.
        """
        if self.unsteady or self.lucky:
            return False
        if "beside" in self.orders and self.strays("beside") and not self.disturbed:
            return False
        if "twice" not in self.orders:
            return True
        order, run = self.orders["twice"]
        first = run.outcomes[: len(order) // 2]
        return self.original.passed <= {o.test for o in first if o.verdict == PASSED}


def joined(first: Run, more: Run) -> Run:
    """Two runs against the same bug as one: what the second adds counts."""
    outcomes = (*first.outcomes, *more.outcomes)
    verdict = more.verdict if more.verdict in (FAILED, TIMEOUT) else first.verdict
    return replace(first, outcomes=outcomes, verdict=verdict)


def caught_so_far(findings: Findings, rubric: Rubric) -> str:
    """How many bugs the runs so far have caught, in a few words."""
    caught = sum(bool(run.failed(findings.trusted)) for run in findings.bugs.values())
    return f"{caught} of {len(rubric.bugs)} bugs caught so far"


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
