"""Carrying out every strategy on every mistake, by real pytest runs."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from labkit.errors import LabError
from labkit.lessons.strategies.plans import STRATEGIES, Step, suspects
from labkit.lessons.trials import Trial, Tried, ended, try_all
from labkit.rubrics import Change

HERE = Path(__file__).parent
NOTHING = "nothing"
"""The name of the mistake that is none."""


@dataclass(frozen=True)
class Fault:
    """One mistake.

    Attributes:
        name: what is wrong, for people.
        place: the component or the seam where it is.
    """

    name: str
    place: str
    changes: tuple[Change, ...]

    @property
    def title(self) -> str:
        """Place and name."""
        return f"{self.place}: {self.name}" if self.place else "nothing is wrong"


@dataclass(frozen=True)
class Outcome:
    """What came of one step.

    Attributes:
        step: the step.
        passed: how many of its tests passed.
        failed: the first test that failed and why, empty when all passed.
        suspects: where to look when it is red.
    """

    step: Step
    passed: int
    failed: str
    suspects: tuple[str, ...]

    @property
    def is_red(self) -> bool:
        """Whether a test failed."""
        return bool(self.failed)


@dataclass(frozen=True)
class Tries:
    """What every step's tests say of every mistake: the results of real runs."""

    by: dict[tuple[str, str], Tried]

    @property
    def strategies(self) -> dict[str, tuple[Step, ...]]:
        """The strategies and their steps."""
        return STRATEGIES

    @property
    def faults(self) -> dict[str, Fault]:
        """The mistakes by name; the first is none."""
        return faults()

    def walk(self, strategy: str, fault: str) -> tuple[Outcome, ...]:
        """The steps of a strategy, up to the first red one.

        Raises:
            LabError: when there is no such strategy or mistake.
        """
        steps = STRATEGIES[known(strategy, STRATEGIES)]
        name = known(fault, faults())
        found = []
        for number, step in enumerate(steps):
            found.append(_outcome(step, self.by[step.suite, name], suspects(steps, number)))
            if found[-1].is_red:
                break
        return tuple(found)

    def __repr__(self) -> str:
        suites, scanners = (len({key[part] for key in self.by}) for part in (0, 1))
        return f"{len(self.by)} runs of pytest: {suites} suites, {scanners} scanners"


def try_everything() -> Tries:
    """Run the tests of every step on the scanner as it is, and on each with a mistake."""
    steps = [step for steps in STRATEGIES.values() for step in steps]
    return try_steps(steps, faults().values())


def try_steps(steps: Iterable[Step], mistakes: Iterable[Fault]) -> Tries:
    """Run the tests of these steps on a scanner with each of these mistakes."""
    pairs = product(steps, mistakes)
    trials = {(s.suite, fault.name): Trial(s.source, fault.changes) for s, fault in pairs}
    return Tries(ended(try_all(trials)))


@cache
def faults() -> dict[str, Fault]:
    """All mistakes by name; the first is none."""
    tables = tomllib.loads((HERE / "faults.toml").read_text(encoding="utf-8"))["faults"]
    return {each.name: each for each in (Fault(NOTHING, "", ()), *map(_fault, tables))}


def known(name: str, names: dict[str, Any]) -> str:
    """The name, if it is one of these.

    Raises:
        LabError: when it is not; the sentence lists them.
    """
    if name not in names:
        raise LabError(f"There is no '{name}' here; there are: {', '.join(names)}.")
    return name


def _fault(table: dict[str, Any]) -> Fault:
    changes = tuple(Change(**each) for each in table["changes"])
    return Fault(table["name"], table["place"], changes)


def _outcome(step: Step, tried: Tried, places: tuple[str, ...]) -> Outcome:
    bad = tried.failures
    failed = f"{bad[0].test}: {bad[0].cause}" if bad else ""
    return Outcome(step, len(tried.outcomes) - len(bad), failed, places)
