"""What each rule of an organised suite asks of the runs of a suite."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from labkit.lessons.organising.running import Ran
from labkit.lessons.organising.tally import Tally

LEVELS = ("unit", "integration")
FEWEST = {"unit": 3, "integration": 4}
_NAMED = 2


@dataclass(frozen=True)
class Runs:
    """The runs by which a suite is judged.

    Attributes:
        whole: all tests, in the order of the file.
        again: the same, and Python orders its sets in another way.
        units: the unit tests.
        backwards: all tests, the last one first.
        parallel: all tests in two processes at once, on one server that both are told of.
    """

    whole: Ran
    again: Ran
    units: Ran
    backwards: Ran
    parallel: Ran

    @property
    def began(self) -> bool:
        """Whether pytest could read the suite; a marker that it does not know stops it there."""
        read = (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
        return self.whole.status in read or any(each.marks for each in self.whole.tallies)


def _collected(runs: Runs) -> str:
    """Strict markers turn an unknown one into an error of the whole file."""
    return "" if _passed(runs.whole) else _failed(runs.whole)


def _every_time(runs: Runs) -> str:
    if _passed(runs.again) or not _passed(runs.whole):
        return "" if _passed(runs.again) else _failed(runs.again)
    return f"It passed, and then it did not: {_failed(runs.again)}"


def _marked(runs: Runs) -> str:
    marks = _marks(runs)
    if not marks:
        return "There is no test yet."
    bad = [test for test, names in marks.items() if len(_levels(names)) != 1]
    if not bad:
        return ""
    return f"{_named(bad)}: put @pytest.mark.unit or @pytest.mark.integration above, one of them."


def _selected(runs: Runs) -> str:
    counts = {
        level: sum(_levels(names) == [level] for names in _marks(runs).values()) for level in LEVELS
    }
    few = [f"{_number(counts[level], f'{level} test')}, and {FEWEST[level]} are asked for"
           for level in LEVELS if counts[level] < FEWEST[level]]  # fmt: skip
    return f"Found: {'; '.join(few)}." if few else ""


def _without_a_server(runs: Runs) -> str:
    used = [database for each in runs.units.tallies for database in each.databases]
    if not any(each.marks for each in runs.units.tallies):
        return "`-m unit` selects nothing."
    if not _passed(runs.units):
        return _failed(runs.units)
    if runs.units.servers or used:
        return (
            f"`-m unit` started {_number(runs.units.servers, 'server')} and opened"
            f" {_number(len(used), 'database')}: a unit test uses a fixture that does,"
            " or one that is autouse."
        )
    return ""


def _any_order(runs: Runs) -> str:
    return "" if _passed(runs.backwards) else _failed(runs.backwards)


def _own_databases(runs: Runs) -> str:
    if not _passed(runs.parallel):
        alone = "It passes alone, and not beside another worker: " if _passed(runs.whole) else ""
        return alone + _failed(runs.parallel)
    if runs.parallel.servers:
        more = _number(runs.parallel.servers, "other server")
        return f"TEST_SERVER named a server, and the suite started {more}."
    first, second = (set(each.databases) for each in _workers(runs.parallel))
    if not first or not second:
        return "No test opens a database."
    if first & second:
        return f"Two workers used the same database ({min(first & second)}); give each its own."
    return ""


def _cheap(runs: Runs) -> str:
    servers, migrated = runs.whole.servers, runs.whole.migrated
    if servers == 1 == migrated:
        return ""
    if not servers or not migrated:
        return "It starts no server, or migrates no database: no test has met PostgreSQL yet."
    return (
        f"The suite started {_number(servers, 'server')} and migrated"
        f" {_number(migrated, 'database')}, where one of each is enough: look at the scopes of"
        " the fixtures."
    )


RULES: dict[str, Callable[[Runs], str]] = {
    "It is collected, and passes": _collected,
    "It passes every time": _every_time,
    "Each test is marked, unit or integration": _marked,
    "There is something to select": _selected,
    "Unit tests need no server": _without_a_server,
    "It passes backwards": _any_order,
    "Two workers on one server have a database each": _own_databases,
    "One server and one migration are enough": _cheap,
}


def _passed(ran: Ran) -> bool:
    return ran.status == 0


def _workers(ran: Ran) -> list[Tally]:
    return [each for each in ran.tallies if each.worker != "alone"]


def _failed(ran: Ran) -> str:
    bad = (line for line in str(ran).splitlines() if line.startswith(("FAILED ", "ERROR ")))
    first = next(bad, ran.summary)
    return f"`{ran.command}`: {first}"


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"


def _marks(runs: Runs) -> dict[str, list[str]]:
    return {test: names for each in runs.whole.tallies for test, names in each.marks.items()}


def _levels(names: list[str]) -> list[str]:
    return [name for name in names if name in LEVELS]


def _named(tests: list[str]) -> str:
    names = [test.partition("::")[2] for test in tests]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
