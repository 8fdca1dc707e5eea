"""Stand-ins for grading: what the user interface needs of it, and no more."""

import threading
from dataclasses import dataclass, field
from typing import Any


def variant(name: str, kind: str, symptom: str, verdict: str, *tests: str) -> dict[str, Any]:
    """One variant of a report."""
    what = {"id": name, "kind": kind, "symptom": symptom, "verdict": verdict}
    return {**what, "part": "Queries", "tests": list(tests)}


BUGS = [
    variant("b1", "bug", "A rename is lost", "passed"),
    variant("b2", "bug", "Deleted users return", "passed"),
    variant("b3", "bug", "Names are cut", "failed", "test_names"),
    variant("c1", "correct", "Ids may start anywhere", "passed"),
]


@dataclass
class FakeReport:
    """A report that can say itself in three ways."""

    points: int = 40
    full_marks: bool = False
    variants: list[dict[str, Any]] = field(default_factory=lambda: list(BUGS))
    reused: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON data."""
        parts = [{"name": "Queries", "points": self.points, "max_points": 100}]
        marks = {"points": self.points, "max_points": 100, "parts": parts}
        return {**marks, "messages": ["Add an <assert>."], "variants": self.variants}

    def text(self) -> str:
        """The report as text."""
        return f"{self.points} of 100 points\n"

    def html(self) -> str:
        """The report as HTML."""
        return f"<p>{self.points} of 100 points</p>"


@dataclass(frozen=True)
class FakeProgress:
    """One step of progress."""

    done: int
    total: int
    message: str
    news: str = ""
    aside: str = ""


class FakeGrading:
    """Grades step by step: each `step` lets it report one more progress.

    Args:
        steps: how many times it reports progress before it returns.
        outcome: the report to return or the exception to raise.
        news: what it tells as bad news from the second step on.
        aside: what it tells of how long it takes, at each step.
    """

    def __init__(
        self, steps: int = 0, outcome: Any = None, news: str = "", aside: str = ""
    ) -> None:
        self.news, self.aside = news, aside
        self.graded: list[tuple[str, str]] = []
        self.steps, self.outcome = steps, outcome or FakeReport()
        self._go, self._told = threading.Semaphore(0), threading.Semaphore(0)

    def check(self, exercise: str, source: str, *, progress: Any = None) -> Any:
        """Stand in for labkit.grading.check."""
        self.graded.append((exercise, source))
        for number in range(1, self.steps + 1):
            assert self._go.acquire(timeout=10)
            news = self.news if number > 1 else ""
            progress(FakeProgress(number, self.steps, f"variant <{number}>", news, self.aside))
            self._told.release()
        if isinstance(self.outcome, BaseException):
            raise self.outcome
        return self.outcome

    def step(self) -> None:
        """Let it report once more, and wait until it has."""
        self.release()
        assert self._told.acquire(timeout=10)

    def release(self) -> None:
        """Let it report once more."""
        self._go.release()


class FakeHints:
    """Three hints a bug; remembers how many are open."""

    def __init__(self) -> None:
        self._open: dict[str, int] = {}

    def hint(self, exercise: str, bug_id: str, step: int) -> str:
        """One hint."""
        return f"hint <{step}> of {bug_id} in {exercise}"

    def next_hint(self, exercise: str, bug_id: str) -> str:
        """One more hint."""
        self._open[bug_id] = min(self.opened(exercise, bug_id) + 1, 3)
        return self.hint(exercise, bug_id, self._open[bug_id])

    def opened(self, _exercise: str, bug_id: str) -> int:
        """How many are open."""
        return self._open.get(bug_id, 0)

    def section(self, _exercise: str, bug_id: str) -> str:
        """Where to read again."""
        return f"All about <{bug_id}>"


@dataclass(frozen=True)
class FakeOutcome:
    """What came of one test."""

    test: str
    verdict: str
    line: int = 0
    cause: str = ""
    phase: str = "call"


@dataclass(frozen=True)
class FakeRun:
    """A run of a suite."""

    outcomes: tuple[FakeOutcome, ...]
    problem: str = ""
    output: str = ""
    answers: tuple[str, ...] = ()

    def text(self) -> str:
        """The run as text."""
        return f"{len(self.outcomes)} tests\n"
