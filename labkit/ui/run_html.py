"""One run of a suite as an HTML table: a test a row, the result in words, the reason quoted."""

from collections.abc import Sequence
from html import escape
from typing import Any, Protocol

# Stored outputs are compared letter by letter, so they carry no style sheet that may change.
_LEFT = 'style="text-align:left"'
_WORDS = {
    "passed": "✔ passed",
    "failed": "✘ failed",
    "error": "! error",
    "timeout": "! timed out",
    "skipped": "○ skipped",
}


class SuiteRun(Protocol):
    """What came of each test of a suite: `labkit.grading.run` returns it."""

    @property
    def outcomes(self) -> Sequence[Any]:
        """One outcome a test: test, verdict, line, cause, phase."""

    @property
    def problem(self) -> str:
        """Why the suite could not be run to its end, else empty."""

    @property
    def output(self) -> str:
        """The end of what the suite printed."""

    @property
    def answers(self) -> Sequence[str]:
        """Sentences about the learner's decisions, where there are some to make."""

    def text(self) -> str:
        """The run as plain text, the same each time."""


def run_html(run: SuiteRun, source: str) -> str:
    """The run of the suite ``source`` as an HTML fragment, the same each time."""
    lines = source.splitlines()
    rows = "".join(_row(outcome, lines) for outcome in run.outcomes)
    tests = "" if run.answers and not (rows or run.problem) else f"{_summary(run)}{_table(rows)}"
    return f"{tests}{_output(run)}{_answers(run)}"


def _summary(run: SuiteRun) -> str:
    verdicts = [outcome.verdict for outcome in run.outcomes]
    counts = (f"{verdicts.count(verdict)} {_said(verdict)}" for verdict in dict.fromkeys(verdicts))
    words = ", ".join(counts) or "No test ran"
    problem = f"<p>! {escape(run.problem)}</p>" if run.problem else ""
    return f"<p><b>{words}</b> on the correct system</p>{problem}"


def _answers(run: SuiteRun) -> str:
    return "".join(f"<p>{escape(sentence)}</p>" for sentence in run.answers)


def _said(verdict: str) -> str:
    return _WORDS[verdict].partition(" ")[2]


def _table(rows: str) -> str:
    if not rows:
        return ""
    head = f'<tr><th scope="col" {_LEFT}>Result</th><th scope="col" {_LEFT}>Test</th></tr>'
    return f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"


def _row(outcome: Any, lines: list[str]) -> str:
    result = f'<th scope="row" {_LEFT}>{_WORDS[outcome.verdict]}</th>'
    test = f"<code>{escape(outcome.test)}</code>{_reason(outcome, lines)}"
    return f"<tr>{result}<td {_LEFT}>{test}</td></tr>"


def _reason(outcome: Any, lines: list[str]) -> str:
    """Where and why a test did not pass: the line of the suite, and pytest's words for it."""
    if outcome.verdict in ("passed", "skipped"):
        return ""
    during = "While setting up. " if outcome.phase == "setup" else ""
    cause = f"<div>{during}{escape(outcome.cause)}</div>" if during or outcome.cause else ""
    return _quoted(outcome.line, lines) + cause


def _quoted(number: int, lines: list[str]) -> str:
    if not 0 < number <= len(lines):
        return ""
    return f"<div>Line {number}: <code>{escape(lines[number - 1].strip())}</code></div>"


def _output(run: SuiteRun) -> str:
    printed = run.output.strip()
    return f"<p>Printed by the suite:</p><pre>{escape(printed)}</pre>" if printed else ""
