"""Does a suite pass in any Python, or by luck in the one that it happens to run in?

Sets, and what is made of them, have another order in each Python that starts, unless the seed of
its hashes is fixed, as it is for all other runs.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from labkit.grading.findings import Findings
from labkit.grading.jobs import Circumstances
from labkit.grading.meeting import Together
from labkit.grading.plan import Task
from labkit.grading.verdict import PASSED, RUN_OUT, Outcome


@dataclass(frozen=True)
class Lucky:
    """A test that fails in a Python with another hash seed, and how."""

    outcome: Outcome


def fresh_starts(number: int) -> list[Task]:
    """Runs on the original, each in a Python that was started for it, of another hash seed."""
    return [
        Task(f"start {seed}", "start", circumstances=Circumstances(hash_seed=seed))
        for seed in range(1, number + 1)
    ]


def lucky(findings: Findings, together: Together) -> dict[str, Lucky]:
    """The tests that pass with one hash seed, and with another fail twice, by name.

    Args:
        findings: what the runs showed, those in fresh Pythons among them.
        together: makes runs.
    """
    found: dict[str, Lucky] = {}
    for task, bad in _suspects(findings):
        if bad <= found.keys():
            continue
        [again] = together(task)
        failed = (o for o in again.outcomes if o.test in bad - found.keys() and _is_its_own(o))
        found |= {o.test: Lucky(o) for o in failed}
    return found


def _suspects(findings: Findings) -> Iterator[tuple[Task, frozenset[str]]]:
    for task, run in sorted(findings.starts, key=lambda start: start[0].key):
        expected = findings.original.passed.intersection(task.order or findings.original.collected)
        bad = frozenset(o.test for o in run.outcomes if _is_its_own(o)) & expected
        if bad:
            yield task, bad


def _is_its_own(outcome: Outcome) -> bool:
    return outcome.verdict != PASSED and outcome.cause != RUN_OUT
