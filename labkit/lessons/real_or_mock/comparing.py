"""One suite on several stand-ins, with every mistake: what each finds, and how long it takes."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from statistics import median

from labkit.errors import LabError
from labkit.lessons.trials import Trial, Tried, try_all
from labkit.rubrics import Change

HERE = Path(__file__).parent
SUITES = HERE / "suites"
STAND_INS = {
    "premium": {"mock": "mock", "fake": "verified fake", "real": "real PostgreSQL"},
    "charging": {"mock": "mock of our client", "stub": "stub at the wire", "sandbox": "sandbox"},
}
"""The stand-ins of each suite: how the suite calls it, and how a person does."""

_LEFT = 'style="text-align: left"'


@dataclass(frozen=True)
class Found:
    """Which mistakes were found with which stand-in, and how long the suite took.

    Attributes:
        places: where each mistake is, by its name.
        by: the mistakes that were found with each stand-in.
        milliseconds: what the whole suite took with each, the median of all runs.
    """

    places: dict[str, str]
    by: dict[str, frozenset[str]]
    milliseconds: dict[str, float]

    def count(self, stand_in: str, place: str) -> int:
        """How many mistakes of a place were found with a stand-in."""
        return sum(self.places[name] == place for name in self.by[stand_in])

    def __repr__(self) -> str:
        return "\n".join(" ".join(f"{word:<34}" for word in row).rstrip() for row in self._rows())

    def _repr_html_(self) -> str:
        head, *rows = self._rows()
        heads = "".join(f'<th scope="col" {_LEFT}>{escape(word)}</th>' for word in head)
        body = "".join(f"<tr>{_cells(row)}</tr>" for row in rows)
        return f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"

    def _rows(self) -> list[tuple[str, ...]]:
        rows: list[tuple[str, ...]] = [("the mistake", "where it is", *self.by)]
        for name, place in self.places.items():
            marks = ("✔ found" if name in found else "· missed" for found in self.by.values())
            rows.append((name, place, *marks))
        counts = (f"{len(found)} of {len(self.places)}" for found in self.by.values())
        return [*rows, ("all of them", "", *counts)]


def compare(suite: str) -> Found:
    """Run a suite with each of its stand-ins, on the right system and on each wrong one.

    Args:
        suite: "premium" or "charging".

    Raises:
        LabError: when the suite is red on the right system.
    """
    faults = _faults(suite)
    changes: dict[str, tuple[Change, ...]] = {"": (), **{f: (c,) for f, (_, c) in faults.items()}}
    tried = try_all(
        {
            (stand_in, name): Trial(source_of(suite, stand_in), change)
            for stand_in in STAND_INS[suite]
            for name, change in changes.items()
        }
    )
    return _found(suite, {name: place for name, (place, _) in faults.items()}, tried)


def source_of(suite: str, stand_in: str = "") -> str:
    """The text of a suite, set to one of its stand-ins."""
    text = (SUITES / f"test_{suite}.py").read_text(encoding="utf-8")
    head, _, rest = text.partition("STAND_IN = ")
    return f'{head}STAND_IN = "{stand_in}"\n{rest.partition(chr(10))[2]}' if stand_in else text


def _found(suite: str, places: dict[str, str], tried: Mapping[tuple[str, str], Tried]) -> Found:
    by, milliseconds = {}, {}
    for stand_in, name in STAND_INS[suite].items():
        if tried[stand_in, ""].is_red:
            raise LabError(f"The suite '{suite}' is red on the right system, with {name}.")
        by[name] = frozenset(fault for fault in places if tried[stand_in, fault].is_red)
        runs = [each.seconds for (used, _), each in tried.items() if used == stand_in]
        milliseconds[name] = 1000 * median(runs)
    return Found(places, by, milliseconds)


def _faults(suite: str) -> dict[str, tuple[str, Change]]:
    """The mistakes for a suite: where each is, and what it changes."""
    tables = tomllib.loads((HERE / "faults.toml").read_text(encoding="utf-8"))["faults"]
    return {
        each["id"]: (each["where"], Change(each["file"], each["snippet"], each["replacement"]))
        for each in tables
        if each["suite"] == suite
    }


def _cells(row: tuple[str, ...]) -> str:
    return "".join(f"<td {_LEFT}>{escape(word)}</td>" for word in row)
