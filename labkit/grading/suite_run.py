"""One run of a suite against the correct system, to be shown below its cell."""

from dataclasses import dataclass

from labkit.grading.verdict import PASSED, SKIPPED, Outcome, Run

_SIGNS = {"passed": "✔", "failed": "✘", "error": "!", "timeout": "!", "skipped": "○"}


@dataclass(frozen=True)
class SuiteRun:
    """What came of each test.

    Attributes:
        outcomes: one per test, in the order of the suite.
        problem: why the suite could not be run to its end, else empty.
        output: the end of what the suite printed.
        answers: sentences about the learner's decisions, where the exercise asks for some.
    """

    outcomes: tuple[Outcome, ...]
    problem: str = ""
    output: str = ""
    answers: tuple[str, ...] = ()

    @classmethod
    def of(cls, run: Run, answers: tuple[str, ...] = ()) -> "SuiteRun":
        """What a judged run showed, and what there is to say about the decisions."""
        bad = any(o.verdict not in (PASSED, SKIPPED) for o in run.outcomes)
        problem = "" if bad and run.verdict != "timeout" else run.reason
        if not run.collected and run.reason == "no test ran":
            problem = "the suite has no test: no function whose name begins with test_"
        return cls(run.outcomes, problem, run.output, answers)

    @classmethod
    def refused(cls, why: str) -> "SuiteRun":
        """A suite that could not be started."""
        return cls((), why)

    @property
    def ok(self) -> bool:
        """Whether every test passed."""
        passed = [o.verdict == PASSED for o in self.outcomes]
        return bool(passed) and all(passed) and not self.problem

    def text(self) -> str:
        """One line per test and a summary; the same each time."""
        lines = [_line(outcome) for outcome in self.outcomes]
        if self.problem:
            lines.append(f"! {self.problem}")
        if self.output.strip():
            lines += ["", "Printed by the suite:", self.output.rstrip(), ""]
        if lines or not self.answers:
            lines.append(self._summary())
        return "\n".join([*lines, *self.answers]) + "\n"

    def _summary(self) -> str:
        counts: dict[str, int] = {}
        for outcome in self.outcomes:
            counts[outcome.verdict] = counts.get(outcome.verdict, 0) + 1
        return ", ".join(f"{n} {verdict}" for verdict, n in counts.items()) or "no test ran"


def _line(outcome: Outcome) -> str:
    line = f"{_SIGNS[outcome.verdict]} {outcome.test}"
    if outcome.verdict in (PASSED, SKIPPED):
        return line if outcome.verdict == PASSED else f"{line} (skipped)"
    where = f"line {outcome.line}: " if outcome.line else ""
    during = " in set-up" if outcome.phase == "setup" else ""
    return f"{line} ({outcome.verdict}{during}) {where}{outcome.cause}"
