"""Collects what nbval found in a notebook: a pytest plugin in which a test is a cell."""

import re
from dataclasses import dataclass, field

import pytest


@dataclass
class Results:
    """How many cells passed, and one text for each that did not."""

    passed: int = 0
    problems: list[str] = field(default_factory=list)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count a cell; one that is skipped on purpose counts as neither."""
        cell = f"code {report.nodeid.rpartition('::')[2].lower()}"
        if report.failed:
            self.problems.append(f"{cell}: {_plain(report.longreprtext)}")
        elif hasattr(report, "wasxfail"):
            self.problems.append(f"{cell}: not reached, because an earlier cell ran out of time.")
        elif report.passed and report.when == "call":
            self.passed += 1


def _plain(text: str) -> str:
    """What nbval reports, without its colours and without the cell's source."""
    text = re.sub(r"\x1b\[[0-9;]*m", "", text)
    headline = re.search(r"^Cell \d+: (.+)$", text, flags=re.MULTILINE)
    detail = text.partition("Traceback:\n")[2].strip()
    return "\n".join(filter(None, [headline[1] if headline else text.strip(), detail]))
