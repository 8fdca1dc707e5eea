"""Running a suite on right systems and on wrong ones, and what to think of its colours."""

from dataclasses import dataclass

from labkit import rubrics
from labkit.grading.verdict import PASSED, Outcome
from labkit.lessons.mistakes.cases import Case, cases_of
from labkit.lessons.mistakes.shown import Cells, as_html, as_text
from labkit.lessons.mistakes.suite import Suite
from labkit.lessons.trials import Trial, Tried, ended, try_all


@dataclass(frozen=True)
class Row:
    """What came of a suite on one system.

    Attributes:
        case: the system.
        outcomes: one a test.
        seconds: how long the tests themselves took, without their fixtures.
    """

    case: Case
    outcomes: tuple[Outcome, ...]
    seconds: float

    @property
    def is_green(self) -> bool:
        """Whether every test passed."""
        return all(each.verdict == PASSED for each in self.outcomes)

    @property
    def meaning(self) -> str:
        """What the colour is worth on this system."""
        if self.case.right:
            return "✔ green, and right" if self.is_green else "✘ red, and nothing is wrong"
        return "✘ green, and wrong" if self.is_green else "✔ red: caught"

    @property
    def lines(self) -> tuple[str, ...]:
        """One line for each test, and one more for why it failed."""
        return tuple(line for each in self.outcomes for line in _lines(each))


@dataclass(frozen=True)
class Runs:
    """What came of a suite on several systems; a notebook shows a table."""

    rows: tuple[Row, ...]

    def __repr__(self) -> str:
        return as_text(self._cells())

    def _repr_html_(self) -> str:
        return as_html(self._cells())

    def _cells(self) -> list[Cells]:
        return [
            Cells(row.case.system, row.case.diff, row.lines, row.meaning, f"{row.seconds:.1f} s")
            for row in self.rows
        ]


def run(suite: Suite) -> Runs:
    """Run a suite on each system that belongs to its mistake, all of them for real.

    Args:
        suite: what `before` or `mended` gives.

    Raises:
        LabError: when a run did not end in time.
    """
    cases = cases_of(suite.mistake)
    imports = rubrics.load("mistakes").imports
    tried = ended(try_all({case: _trial(suite, case) for case in cases}, imports))
    return Runs(tuple(_row(case, tried[case]) for case in cases))


def _row(case: Case, tried: Tried) -> Row:
    return Row(case, tried.outcomes, tried.own_seconds)


def _trial(suite: Suite, case: Case) -> Trial:
    return Trial(suite.module, case.changes, suite.tests[::-1] if case.reversed else None)


def _lines(outcome: Outcome) -> list[str]:
    if outcome.verdict == PASSED:
        return [f"✔ {outcome.test}"]
    return [f"✘ {outcome.test}", f"    {outcome.cause}"]
