"""Does a suite pass in any Python, or by luck in the one that it happens to run in?

Sets, and what is made of them, have another order in each Python that starts, unless the seed of
its hashes is fixed, as it is for all other runs.
"""

from collections.abc import Iterator

from labkit.grading.findings import Findings
from labkit.grading.jobs import Circumstances
from labkit.grading.meeting import Together
from labkit.grading.plan import Task
from labkit.grading.verdict import Outcome


def fresh_starts(number: int) -> list[Task]:
    """Runs on the original, each in a Python that was started for it, of another hash seed."""
    return [
        Task(f"start {seed}", "start", circumstances=Circumstances(hash_seed=seed))
        for seed in range(1, number + 1)
    ]


def lucky(findings: Findings, together: Together) -> dict[str, Outcome]:
    """The tests that pass with one hash seed and fail twice with another, by name, and how.

    Args:
        findings: what the runs showed, those in fresh Pythons among them.
        together: makes runs.
    """
    found: dict[str, Outcome] = {}
    for task, bad in _suspects(findings):
        if bad <= found.keys():
            continue
        [again] = together(task)
        new = bad - found.keys()
        found |= {o.test: o for o in again.outcomes if o.test in new and o.is_its_own}
    return found


def _suspects(findings: Findings) -> Iterator[tuple[Task, frozenset[str]]]:
    for task, run in sorted(findings.starts, key=lambda start: start[0].key):
        expected = findings.original.passed.intersection(task.order or findings.original.collected)
        bad = frozenset(o.test for o in run.outcomes if o.is_its_own) & expected
        if bad:
            yield task, bad
