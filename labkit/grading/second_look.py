"""When the order of tests matters: what the servers held where a test passes and where not."""

from collections.abc import Iterator
from dataclasses import dataclass

from labkit.grading.findings import Findings
from labkit.grading.jobs import Circumstances
from labkit.grading.meeting import Together
from labkit.grading.plan import Task

_MOST = 2


@dataclass(frozen=True)
class Held:
    """What the servers held when a test began, where it passes and where it does not."""

    passing: tuple[str, ...]
    failing: tuple[str, ...]


def look_again(findings: Findings, together: Together) -> dict[str, Held]:
    """What the first few tests that depend on others found on the servers.

    Args:
        findings: what the runs showed.
        together: makes runs.

    Returns:
        By test, where there was a difference.
    """
    strays = dict(_strays(findings))
    if not strays:
        return {}
    look = Circumstances(look=tuple(strays))
    tasks = [
        Task("look", "order", findings.orders[key][0], circumstances=look)
        for key in dict.fromkeys(strays.values())
    ]
    plain, *others = together(
        Task("look", "order", findings.original.collected, circumstances=look), *tasks
    )
    runs = dict(zip(dict.fromkeys(strays.values()), others, strict=True))
    found = {}
    for test, key in strays.items():
        passing, failing = set(plain.held.get(test, ())), set(runs[key].held.get(test, ()))
        if test in plain.passed and test not in runs[key].passed and passing != failing:
            found[test] = Held(tuple(sorted(passing - failing)), tuple(sorted(failing - passing)))
    return found


def _strays(findings: Findings) -> Iterator[tuple[str, str]]:
    """The first few such tests, each with the order in which it shows most clearly."""
    named: dict[str, str] = {}
    for key in sorted(findings.orders, key=clearest_first):
        for test in findings.strays(key) if key != "beside" else ():
            named.setdefault(test, key)
    yield from list(named.items())[:_MOST]


def clearest_first(key: str) -> tuple[int, str]:
    """Sorts the names of orders by how plainly each shows what is wrong."""
    kinds = ("alone", "twice", "some", "reversed", "shuffled", "beside")
    return kinds.index(key.split()[0]), key
