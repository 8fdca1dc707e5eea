"""What a notebook shows of a report or a run: text for files and nbval, HTML for people."""

from typing import Protocol

from labkit.ui.run_html import SuiteRun, run_html


class Report(Protocol):
    """A report of `labkit.grading.check`: says itself in two ways, the same each time."""

    def text(self) -> str:
        """Plain text, without durations or addresses."""

    def html(self) -> str:
        """An HTML fragment, without durations or addresses."""


class ReportView:
    """Shows a report as the value of a cell.

    Args:
        report: the report of a check; kept as ``report``.
    """

    def __init__(self, report: Report) -> None:
        self.report = report

    def __repr__(self) -> str:
        return self.report.text().rstrip("\n")

    def _repr_html_(self) -> str:
        return self.report.html()


class RunView:
    """Shows what came of each test of a suite, below the cell of the suite.

    Args:
        run: the run of `labkit.grading.run`; kept as ``run``.
        source: the suite, to quote failing lines from.
    """

    def __init__(self, run: SuiteRun, source: str) -> None:
        self.run, self._source = run, source

    def __repr__(self) -> str:
        return self.run.text().rstrip("\n")

    def _repr_html_(self) -> str:
        return run_html(self.run, self._source)
