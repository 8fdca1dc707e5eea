"""Does a suite come to the same verdict on a slow network and a busy machine?

A test is called unsteady only when the slowness alone makes the difference: it fails twice where
everything is slow, and passes by the same way where nothing is.
"""

from dataclasses import dataclass, replace

from labkit.grading.expectations import function_name
from labkit.grading.findings import Findings
from labkit.grading.jobs import Circumstances
from labkit.grading.meeting import Together
from labkit.grading.plan import Task
from labkit.grading.sleeps import Sleep, fixed_sleeps
from labkit.grading.verdict import Outcome

SLOW = Circumstances(proxied=True, slow=True)
_STRETCH = 20.0


@dataclass(frozen=True)
class Unsteady:
    """A test that slowness makes fail.

    Attributes:
        outcome: how it failed.
        too_short: the fixed sleeps that, made longer, let it pass.
    """

    outcome: Outcome
    too_short: tuple[Sleep, ...] = ()


def slow_run() -> Task:
    """The run of a suite on the original with everything slow."""
    return Task("slow", "slow", circumstances=SLOW)


def unsteady(findings: Findings, source: str, together: Together) -> dict[str, Unsteady]:
    """The tests that fail because something is slow, by name.

    Args:
        findings: what the runs showed, the slow one among them.
        source: the suite.
        together: makes runs.
    """
    if findings.slow is None:
        return {}
    order, first = findings.slow
    expected = findings.original.passed.intersection(order or findings.original.collected)
    if expected <= first.passed:
        return {}
    slow = replace(slow_run(), order=order)
    [fast] = together(replace(slow, circumstances=Circumstances(proxied=True)))
    [again] = together(slow)
    suspects = expected & fast.passed - first.passed - again.passed
    bad = {o.test: o for o in again.outcomes if o.test in suspects and o.is_its_own}
    sleeps = fixed_sleeps(source)
    reached = {test: _reached_by(test, sleeps) for test in bad}
    if any(reached.values()):
        [longer] = together(replace(slow, circumstances=replace(SLOW, stretch=_STRETCH)))
        reached = {test: found for test, found in reached.items() if test in longer.passed}
    return {test: Unsteady(outcome, reached.get(test, ())) for test, outcome in bad.items()}


def _reached_by(test: str, sleeps: tuple[Sleep, ...]) -> tuple[Sleep, ...]:
    return tuple(sleep for sleep in sleeps if function_name(test) in sleep.tests)
