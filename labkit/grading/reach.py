"""On a bug only those tests are run that reach it: that come to a statement at which it begins.

What a test comes to is seen in two runs on the original, in the order of the file and in reverse.
Where they disagree, as when the first test of a run sets something up for all, the statement counts
as reached by every test. Each selection of tests is run on a correct variant, too: a suite that
behaves otherwise when only some of its tests are run is judged by whole runs. Not on the original,
lest a suite that asserts more while it runs in part passes there and is refused nowhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path

from labkit.grading.plan import Order, Task, function_of
from labkit.grading.statements import touched
from labkit.grading.verdict import Run
from labkit.rubrics import Change, changed_files

_AROUND = 2  # the start and the end of a run, in tests

UNSEEN = "*"
"""Stands for a statement in a process that nobody looked into."""


@dataclass(frozen=True)
class Reach:
    """Which tests come to which statements of the system.

    Attributes:
        tests: the suite's tests, in the order of the file.
        reached: by test, the statements that it comes to.
        shared: statements that count as reached by every test.
    """

    tests: Order
    reached: Mapping[str, frozenset[str]]
    shared: frozenset[str]

    @classmethod
    def seen(cls, first: Run, second: Run) -> Reach | None:
        """What two runs in different orders show; None when that says nothing reliable."""
        tests = first.collected
        sound = first.passed == second.passed == frozenset(tests)
        if not sound or any(UNSEEN in run.reached.get("", UNSEEN) for run in (first, second)):
            return None
        here, there = first.reached, second.reached
        shared = here[""] | there[""]
        shared |= frozenset().union(*(here[test] ^ there[test] for test in tests))
        return cls(tests, here, shared)

    def needed(self, statements: frozenset[str] | None) -> Order:
        """The tests that a change at these statements can make a difference to.

        Args:
            statements: where the change begins; None for one outside of functions.
        """
        if statements is None or statements & self.shared:
            return self.tests
        return tuple(test for test in self.tests if self.reached[test] & statements)

    def narrowed(
        self,
        bugs: Sequence[Task],
        changed: Mapping[str, frozenset[str] | None],
        correct: Sequence[str] = (),
    ) -> list[Task]:
        """The runs on bugs with only the tests that are needed, and the same on correct systems.

        Args:
            bugs: whole runs.
            changed: by variant, what it changes, as for ``needed``.
            correct: variants other than the original to take turns; the original where there is
                none.
        """
        needed = {task.key: self.needed(changed[task.key]) for task in bugs}
        often = Counter(needed.values())
        worth = (order for order, times in often.items() if self._pays(order, times))
        turned = _turned(worth, {function_of(self.tests[0]), function_of(self.tests[-1])})
        runs = [
            replace(task, order=turned[order], short=True)
            if (order := needed[task.key]) in turned
            else task
            for task in bugs
        ]
        chosen = sorted(order for order in turned.values() if order)
        controls = [
            Task(f"some {n}", "order", order, system=system)
            for n, (order, system) in enumerate(zip(chosen, cycle(correct or ("",))), start=1)
        ]
        return [*runs, *controls]

    def _pays(self, order: Order, times: int) -> bool:
        """Whether runs of some tests, and one more on the original, cost less than whole runs."""
        return (times + bool(order)) * self._cost(order) < times * self._cost(self.tests)

    def _cost(self, order: Order) -> int:
        """What a run of some tests costs; counted and not timed, so that it is always the same."""
        return len(order) + _AROUND if order else 0


def _turned(orders: Iterable[Order], heads: set[str]) -> dict[Order, Order]:
    """The orders, each begun with a test that no other run begins with, where it has one.

    A test that comes first in a run need not be run alone.
    """
    heads, found = set(heads), {}
    for order in sorted(orders, key=lambda order: (len(order), order)):
        new = (place for place, test in enumerate(order) if function_of(test) not in heads)
        first = next(new, 0)
        found[order] = (*order[first:], *order[:first])
        heads |= {function_of(test) for test in found[order][:1]}
    return found


def changed_statements(changes: Iterable[Change], systems: Path) -> frozenset[str] | None:
    """The statements at which a variant begins; None when it changes more than functions' bodies.

    Args:
        changes: the edits of the variant.
        systems: the folder of the unchanged systems.
    """
    found: set[str] = set()
    for file, after in changed_files(changes, systems).items():
        statements = touched((systems / file).read_text(encoding="utf-8"), after, file)
        if statements is None:
            return None
        found |= statements
    return frozenset(found)
