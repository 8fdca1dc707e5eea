"""Which runs tell what: variants to accept or to reject, and orders that a suite must survive."""

import random
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from labkit.grading.jobs import PLAIN, Circumstances
from labkit.rubrics import Bug

Order = tuple[str, ...]


@dataclass(frozen=True)
class Task:
    """One run to make.

    Attributes:
        key: what the result is filed under: a variant's id, or the name of an order.
        about: "correct", "bug" or "order".
        order: the tests to run; None for all, as the file has them.
        beside: a run to be made at the same time, to see whether copies of a suite disturb
            each other.
        circumstances: what is special about the run.
        short: whether the tests that it leaves out are known from the check before.
        system: the correct variant to run on, by its id; empty for the one that ``key`` names, else
            the original.
        long: whether it is expected to take longer than others of as many tests.
    """

    key: str
    about: str
    order: Order | None = None
    beside: "Task | None" = None
    circumstances: Circumstances = PLAIN
    short: bool = False
    system: str = ""
    long: bool = False


def bug_runs(bugs: Iterable[Bug]) -> list[Task]:
    """One run of the whole suite on each bug."""
    return [Task(bug.id, "bug", long=bug.waits) for bug in bugs]


def seed_of(source: str) -> int:
    """The seed for shuffling a suite's tests: always the same for the same suite."""
    return zlib.crc32(source.encode()) % 10_000


def function_of(test: str) -> str:
    """A test without its parameters: ``TestNames::test_find`` of ``TestNames::test_find[x]``."""
    return test.partition("[")[0]


def orders(tests: Sequence[str], seed: int) -> Iterator[Task]:
    """The runs on the original that show whether a suite's tests are independent.

    A test that comes first in some order has run as if alone; only the others are run alone, all
    parameters of one test together.
    """
    if not tests:
        return
    first = {function_of(tests[0])}
    for name, order in _permutations(tests, seed):
        first.add(function_of(order[0]))
        yield Task(name, "order", order)
    yield pair(tests)
    for function in dict.fromkeys(map(function_of, tests)):
        if function not in first:
            yield alone(function, tests)


def pair(tests: Sequence[str]) -> Task:
    """The suite twice in a row, with another copy of it beside."""
    beside = Task("beside", "order", tuple(tests))
    return Task("twice", "order", (*tests, *tests), beside=beside, long=True)


def alone(function: str, tests: Sequence[str]) -> Task:
    """The run of one test, with all its parameters, and no other."""
    order = tuple(test for test in tests if function_of(test) == function)
    return Task(f"alone {function}", "order", order)


def without_need(planned: Iterable[Task], more: Iterable[Task]) -> list[Task]:
    """The planned runs without those of one test alone that comes first in one of the others."""
    first = {function_of(each.order[0]) for each in more if each.about == "order" and each.order}
    return [task for task in planned if task.key not in {f"alone {name}" for name in first}]


def _permutations(tests: Sequence[str], seed: int) -> Iterator[tuple[str, Order]]:
    if len(tests) > 1:
        yield "reversed", tuple(reversed(tests))
    if len(tests) > 2:
        yield "shuffled", _shuffled(tests, seed)


def _shuffled(tests: Sequence[str], seed: int) -> Order:
    """A shuffle that begins, where it can, with another test than the file does and its reverse."""
    source = random.Random(seed)
    order = list(tests)
    source.shuffle(order)
    ends = {function_of(tests[0]), function_of(tests[-1])}
    head = source.choice([t for t in tests if function_of(t) not in ends] or order)
    order.remove(head)
    return (head, *order)


def mixed(tasks: Sequence[Task], choose: Callable[[int], int], tests: int = 0) -> list[Task]:
    """The tasks in an order that a suite cannot know, lest it count runs and guess the variant.

    Runs of most of the tests come first, and long ones somewhere among the first half of these, so
    that at the end none is left alone for long.

    Args:
        tasks: what to mix.
        choose: a number below its argument, as ``secrets.randbelow`` gives.
        tests: how many tests the suite has, where that is known.
    """
    left, found = list(tasks), []
    while left:
        found.append(left.pop(choose(len(left))))
    first = [t for t in found if not t.long and not _is_of_few(t, tests)]
    for task in (task for task in found if task.long):
        first.insert(choose(len(first) // 2 + 1), task)
    return [*first, *(t for t in found if not t.long and _is_of_few(t, tests))]


def _is_of_few(task: Task, tests: int) -> bool:
    return task.order is not None and 2 * len(task.order) < tests
