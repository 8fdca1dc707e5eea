"""The systems on which the suites of a mistake are run, from ``cases.toml``."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import ndiff
from functools import cache
from pathlib import Path
from typing import Any

from labkit import rubrics
from labkit.errors import LabError
from labkit.rubrics import Change

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Case:
    """One system to run a suite on.

    Attributes:
        system: what is special about it, for people.
        right: whether a good suite is green on it.
        changes: what is changed in the user service.
        reversed: whether the tests run from the last to the first.
    """

    system: str
    right: bool
    changes: tuple[Change, ...] = ()
    reversed: bool = False

    @property
    def diff(self) -> tuple[str, ...]:
        """The lines that go, with a minus before them, and those that come, with a plus."""
        return tuple(line for change in self.changes for line in _diff(change))


AS_IT_IS = Case("as it is", right=True)


@cache
def cases() -> dict[str, tuple[Case, ...]]:
    """The systems by the name of the mistake; the first is the one without any change."""
    found: dict[str, tuple[Case, ...]] = {}
    for table in _tables("cases"):
        found.setdefault(table["mistake"], (AS_IT_IS,))
        found[table["mistake"]] += (_case(table),)
    return found


@dataclass(frozen=True)
class Gap:
    """The bug that a test with gaps must catch.

    Attributes:
        text: the bug, as the end of the sentence "a system that ...".
        advice: what to say to somebody whose test lets it pass; may be empty.
        changes: what is changed in the user service.
    """

    text: str
    advice: str
    changes: tuple[Change, ...]


@cache
def gaps() -> dict[str, Gap]:
    """The bugs for the tests with gaps, by the mistake that they go with."""
    return {each["name"]: _gap(each) for each in _tables("gaps")}


def every_bug() -> tuple[Change, ...]:
    """The changes of all bugs of the exercise, which do not get in each other's way."""
    return tuple(change for bug in rubrics.load("mistakes").bugs for change in bug.changes)


def cases_of(mistake: str) -> tuple[Case, ...]:
    """The systems that belong to a mistake.

    Raises:
        LabError: when there is no such mistake.
    """
    if mistake not in cases():
        raise LabError(f"There is no mistake '{mistake}' here; there are: {', '.join(cases())}.")
    return cases()[mistake]


def _tables(name: str) -> list[dict[str, Any]]:
    tables: dict[str, list[dict[str, Any]]]
    tables = tomllib.loads((HERE / "cases.toml").read_text(encoding="utf-8"))
    return tables[name]


def _case(table: dict[str, Any]) -> Case:
    reverse = table.get("order") == "reversed"
    return Case(table["system"], table["right"], _changes(table), reverse)


def _gap(table: dict[str, Any]) -> Gap:
    return Gap(table["text"], table.get("advice", ""), _changes(table))


def _changes(table: dict[str, Any]) -> tuple[Change, ...]:
    return tuple(Change(**each) for each in table.get("changes", ()))


def _diff(change: Change) -> Iterator[str]:
    for line in ndiff(change.snippet.splitlines(), change.replacement.splitlines()):
        if line.startswith(("- ", "+ ")):
            yield f"{line[0]} {line[1:].strip()}"
