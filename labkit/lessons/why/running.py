"""Running the lesson's suites, as they are or after a commit."""

from dataclasses import dataclass
from html import escape

from labkit.lessons.tables import table_of_html
from labkit.lessons.trials import Trial, Tried, ended, try_all
from labkit.lessons.why.commits import SUITES, Commit, commit
from labkit.rubrics import changed_files

LEVELS = {
    "unit": ("store", "engine", "reports"),
    "integration": ("together",),
    "end to end": ("service",),
}
"""The suites of each level, by the names of their files without ``test_``."""


@dataclass(frozen=True)
class Row:
    """What came of one suite.

    Attributes:
        failures: pairs of a failed test and its cause.
    """

    level: str
    suite: str
    passed: int
    failures: tuple[tuple[str, str], ...]

    @property
    def words(self) -> str:
        """The result as a sign and words."""
        if not self.failures:
            return f"✔ {self.passed} passed"
        return f"✘ {len(self.failures)} failed, {self.passed} passed"


@dataclass(frozen=True)
class Outcome:
    """The results of several suites, for a notebook."""

    rows: tuple[Row, ...]

    def __repr__(self) -> str:
        return "\n".join(line for row in self.rows for line in _lines(row))

    def _repr_html_(self) -> str:
        names = ("level", "suite", "result", "failures")
        return table_of_html(names, map(_html, self.rows))


def after(name: str = "", levels: tuple[str, ...] = ("unit", "integration")) -> Outcome:
    """Run the suites of some levels.

    Args:
        name: the commit to run them after; empty for the scanner as it is.
        levels: which levels, "unit", "integration" or "end to end".

    Raises:
        LabError: when there is no such commit, or a run was cut short.
    """
    change = commit(name) if name else None
    suites = {(level, suite): suite for level in levels for suite in LEVELS[level]}
    runs = ended(try_all({key: trial(suite, change) for key, suite in suites.items()}))
    return Outcome(tuple(_row(level, suite, runs[level, suite]) for level, suite in runs))


def trial(suite: str, change: Commit | None = None) -> Trial:
    """A suite to be run, with the team's own changes of it when there is a commit."""
    if change is None:
        return Trial(source_of(suite))
    own = changed_files(change.test, SUITES)
    return Trial(own.get(f"test_{suite}.py") or source_of(suite), change.code)


def source_of(suite: str) -> str:
    """The text of a suite."""
    return (SUITES / f"test_{suite}.py").read_text(encoding="utf-8")


def _row(level: str, suite: str, tried: Tried) -> Row:
    failures = tuple((each.test, each.cause) for each in tried.failures)
    return Row(level, suite, len(tried.outcomes) - len(failures), failures)


def _lines(row: Row) -> list[str]:
    told = [f"    {test}: {cause}" for test, cause in row.failures]
    return [f"{row.level:<12}{row.suite:<10}{row.words}", *told]


def _html(row: Row) -> tuple[str, ...]:
    told = "<br>".join(
        f"<code>{escape(test)}</code><br>{escape(cause)}" for test, cause in row.failures
    )
    return (row.level, row.suite, row.words, told)
