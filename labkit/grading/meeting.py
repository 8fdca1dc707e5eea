"""Do two copies of a suite that run at the same time disturb each other?

Runs are made a few at a time, so a suite with a fixed port or name meets itself all the time.
Whether it does is made sure of by runs with nothing beside them; after that, its runs are made
one at a time.
"""

from collections.abc import Callable
from dataclasses import replace

from labkit.grading.findings import Findings
from labkit.grading.plan import pair
from labkit.grading.verdict import PASSED, Outcome, Run

Together = Callable[..., list[Run]]
"""Makes the runs of some tasks at the same time, with no other beside them."""


def suspected(findings: Findings) -> bool:
    """Whether a run beside another one went worse than the first on the same system."""
    return any(findings.strays(key) for key in ("beside", "twice") if key in findings.orders)


def disturbed(findings: Findings, together: Together) -> tuple[Outcome, ...]:
    """The tests that fail beside a copy and pass without one, each with how it failed.

    Args:
        findings: what the runs showed; the original's is believed.
        together: makes runs.
    """
    twice = pair(findings.original.collected)
    [by_itself] = together(replace(twice, beside=None))
    [first, second] = together(twice)
    sound = findings.original.passed & by_itself.passed
    failed = {o.test: o for run in (first, second) for o in run.outcomes if o.verdict != PASSED}
    for run in (first, second):
        for test in sound - run.ran:
            failed.setdefault(test, Outcome(test, run.verdict, cause=run.reason))
    return tuple(
        failed[test] for test in findings.original.collected if test in failed.keys() & sound
    )
