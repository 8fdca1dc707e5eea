"""From what was seen of a run to verdicts: passed, failed, error or timeout, with the cause."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from labkit.grading.expectations import Expectations
from labkit.grading.jobs import Raw

PASSED, FAILED, ERROR, TIMEOUT, SKIPPED = "passed", "failed", "error", "timeout", "skipped"

_REFUSALS = "labkit's embedded engine"  # what each of our own engine's refusals names

RUN_OUT = "the time for the whole run was over"
"""The cause when a test is under way at that moment, which is not its fault alone."""

_ENDINGS = {
    "early": "the suite's process ended before its tests were done (os._exit, a crash or a kill)",
    "flooded": "the suite sent more data than a test run has",
    "crowded": "the suite started more processes than a test run needs",
    "cancelled": "the run was cancelled",
}
_ADDRESS = re.compile(r"0x[0-9a-f]{6,}")


@dataclass(frozen=True)
class Outcome:
    """What came of one test in one run.

    Attributes:
        verdict: passed, failed (an expectation did, or the system crashed), error, timeout or
            skipped.
        line: the line of the suite that tells most, 0 when there is none.
        cause: the exception's text, in one line.
    """

    test: str
    verdict: str
    line: int = 0
    cause: str = ""
    phase: str = ""

    @property
    def is_its_own(self) -> bool:
        """Whether the test failed, and was not merely under way when the time for all was over."""
        return self.verdict != PASSED and self.cause != RUN_OUT


@dataclass(frozen=True)
class Run:
    """A run of a suite against one variant, judged.

    Attributes:
        refused: whether labkit's own engine refused something that the suite asked for.
    """

    collected: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    verdict: str
    reason: str
    seconds: float
    output: str
    peeked: tuple[str, ...]
    left: tuple[str, ...] = ()
    held: dict[str, tuple[str, ...]] = field(default_factory=dict)
    reached: dict[str, frozenset[str]] = field(default_factory=dict)
    refused: bool = False

    @cached_property
    def passed(self) -> frozenset[str]:
        """The tests that passed, each time that they ran."""
        bad = {o.test for o in self.outcomes if o.verdict != PASSED}
        return frozenset(o.test for o in self.outcomes) - bad

    @cached_property
    def ran(self) -> frozenset[str]:
        """The tests that were at least begun."""
        return frozenset(o.test for o in self.outcomes)

    def failed(self, trusted: frozenset[str]) -> tuple[str, ...]:
        """The tests, of those that can be trusted, that failed."""
        return tuple(o.test for o in self.outcomes if o.verdict == FAILED and o.test in trusted)


def judge(raw: Raw, expectations: Expectations, expected: int | None = None) -> Run:
    """Judge a run.

    Args:
        raw: what was seen of it.
        expectations: where the suite states what it expects.
        expected: how many tests had to run; None for as many as were collected.
    """
    collected: list[str] = next(
        (r["tests"] for r in raw.records if r.get("kind") == "collected"), []
    )
    outcomes = tuple(_outcomes(raw, expectations))
    complete = raw.ended == "done" and len(outcomes) >= (expected or len(collected))
    verdict, reason = _overall(raw, outcomes, complete)
    peeked = {r["what"]: None for r in raw.records if r.get("kind") == "peeked"}
    left = next((r["what"] for r in raw.records if r.get("kind") == "left"), ())
    held = {r["test"]: tuple(r["what"]) for r in raw.records if r.get("kind") == "held"}
    reached = {r["test"]: frozenset(r["what"]) for r in raw.records if r.get("kind") == "reached"}
    refused = any(_REFUSALS in str(r.get("message", "")) for r in raw.records)
    return Run(
        tuple(collected), outcomes, verdict, reason, raw.seconds, raw.output, tuple(peeked),
        tuple(left), held, reached, refused,
    )  # fmt: skip


def in_order(run: Run) -> Run:
    """The run with its outcomes in the order of the file, in whatever order they came."""
    place = {test: i for i, test in enumerate(run.collected)}
    outcomes = sorted(run.outcomes, key=lambda o: place.get(o.test, len(place)))
    return replace(run, outcomes=tuple(outcomes))


def completed(run: Run, known: Iterable[Outcome], tests: Sequence[str]) -> Run:
    """A run of some tests as one of all: of the others it is known already what they do.

    Args:
        run: the run of some.
        known: outcomes of others, or of all.
        tests: all tests, in the order of the file.
    """
    found = {o.test: o for o in (*known, *run.outcomes)}
    outcomes = tuple(found[test] for test in tests if test in found)
    verdict, reason = overall(outcomes)
    return replace(run, collected=tuple(tests), outcomes=outcomes, verdict=verdict, reason=reason)


def _outcomes(raw: Raw, expectations: Expectations) -> list[Outcome]:
    """One outcome per time that a test ran, in the order of the run."""
    found: list[Outcome] = []
    running = ""
    for record in raw.records:
        kind = record.get("kind")
        if kind == "start":
            running = record["test"]
            found.append(Outcome(running, ERROR, cause="the test did not end"))
        elif kind == "phase" and found:
            found[-1] = _after_phase(found[-1], record, expectations)
        elif kind == "end":
            running = ""
    if running and raw.ended == "timeout":
        found[-1] = Outcome(running, TIMEOUT, cause=RUN_OUT)
    elif running and raw.ended == "stalled":
        found[-1] = Outcome(running, TIMEOUT, cause="the test did not end in time")
    elif running and found[-1].verdict == PASSED:
        found[-1] = Outcome(running, ERROR, cause="the test did not end")
    return found


def _after_phase(so_far: Outcome, record: dict[str, Any], expectations: Expectations) -> Outcome:
    """The outcome of a test when one more of its phases is known."""
    phase, outcome = record["phase"], record["outcome"]
    if outcome == "skipped":
        return Outcome(so_far.test, SKIPPED, phase=phase)
    if outcome == "passed":
        return Outcome(so_far.test, PASSED, phase=phase) if phase == "call" else so_far
    if so_far.verdict == FAILED:
        return so_far  # a failed expectation stays one when the teardown stumbles over it
    fails = phase == "call" and _is_failure(so_far.test, record, expectations)
    line = (record.get("lines") or [0])[-1]
    return Outcome(
        so_far.test, FAILED if fails else ERROR, line, _cause(record, expectations), phase
    )


def _is_failure(test: str, record: dict[str, Any], expectations: Expectations) -> bool:
    """Whether an exception of the call phase says something about the system.

    It does when it went through a line that states an expectation, or when it came out of the
    system in a test that states one; in a fixture's code neither counts.
    """
    lines = set(record.get("lines") or ())
    if not lines or lines & expectations.fixture_lines:
        return False
    crashed = record.get("in_system") is True and expectations.reached_from(test)
    return crashed or bool(lines & expectations.lines)


def _cause(record: dict[str, Any], expectations: Expectations) -> str:
    name, message = record.get("exception", ""), record.get("message", "")
    if name == "AssertionError" and not message:
        message = expectations.asserts.get((record.get("lines") or [0])[-1], "")
    first = next((line.strip() for line in message.splitlines() if line.strip()), "")
    said = first if name in ("AssertionError", "Failed") and first else f"{name}: {first}"
    return _ADDRESS.sub("0x...", said.rstrip(": "))[:200]


def _overall(raw: Raw, outcomes: tuple[Outcome, ...], complete: bool) -> tuple[str, str]:
    """The run's verdict and, unless it passed, why."""
    broken = next((r for r in raw.records if r.get("kind") == "broken"), None)
    if broken is not None:
        where = f"line {broken['lines'][-1]}: " if broken.get("lines") else ""
        return ERROR, where + str(broken.get("message", "")).splitlines()[0][:200]
    verdicts = [o.verdict for o in outcomes]
    if FAILED not in verdicts:
        if raw.ended in ("timeout", "stalled"):
            return TIMEOUT, _where_it_hung(outcomes)
        if raw.ended != "done":
            return ERROR, _ENDINGS[raw.ended]
        if ERROR not in verdicts and not complete:
            return ERROR, "the session ended before its tests were done (pytest.exit or sys.exit)"
    return overall(outcomes)


def overall(outcomes: tuple[Outcome, ...]) -> tuple[str, str]:
    """The verdict on a run that came to its end, and why unless it passed."""
    verdicts = [o.verdict for o in outcomes]
    if FAILED in verdicts:
        return FAILED, ""
    if ERROR in verdicts:
        return ERROR, next(o.cause for o in outcomes if o.verdict == ERROR)
    return (PASSED, "") if PASSED in verdicts else (ERROR, "no test ran")


def _where_it_hung(outcomes: tuple[Outcome, ...]) -> str:
    hung = next((o for o in outcomes if o.verdict == TIMEOUT), None)
    if hung is None or hung.cause == RUN_OUT:
        at = f"; it had come to {hung.test}" if hung else ""
        return f"the suite as a whole did not end in time{at}"
    return f"{hung.test} did not end in time"
