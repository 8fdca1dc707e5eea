"""The systems on which the suites of a mistake are run, from ``cases.toml``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

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


AS_IT_IS = Case("as it is", right=True)


@cache
def cases() -> dict[str, tuple[Case, ...]]:
    """The systems by the name of the mistake; the first is the one without any change."""
    found: dict[str, tuple[Case, ...]] = {}
    for table in tomllib.loads((HERE / "cases.toml").read_text(encoding="utf-8"))["cases"]:
        found.setdefault(table["mistake"], (AS_IT_IS,))
        found[table["mistake"]] += (_case(table),)
    return found


def changes_of(mistake: str) -> tuple[Change, ...]:
    """The changes of the last bug that belongs to a mistake.

    Raises:
        LabError: when there is no such mistake.
    """
    return [case for case in cases_of(mistake) if not case.right][-1].changes


def cases_of(mistake: str) -> tuple[Case, ...]:
    """The systems that belong to a mistake.

    Raises:
        LabError: when there is no such mistake.
    """
    if mistake not in cases():
        raise LabError(f"There is no mistake '{mistake}' here; there are: {', '.join(cases())}.")
    return cases()[mistake]


def _case(table: dict[str, Any]) -> Case:
    changes = tuple(Change(**each) for each in table.get("changes", ()))
    return Case(table["system"], table["right"], changes, table.get("order") == "reversed")
