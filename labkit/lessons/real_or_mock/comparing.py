"""One suite on several stand-ins, with every mistake: what each finds, and how long it takes."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from labkit.errors import LabError
from labkit.lessons.finding import Finding
from labkit.lessons.trials import Trial, Tried, ended, try_all
from labkit.rubrics import Change

HERE = Path(__file__).parent
SUITES = HERE / "suites"
STAND_INS = {
    "premium": {"mock": "mock", "fake": "fake", "real": "real PostgreSQL"},
    "charging": {"mock": "mock of our client", "stub": "stub at the wire", "sandbox": "sandbox"},
}
"""The stand-ins of each suite: how the suite calls it, and how a person does."""


def compare(suite: str) -> Finding:
    """Run a suite with each of its stand-ins, on the right system and on each wrong one.

    Args:
        suite: "premium" or "charging".

    Raises:
        LabError: when the suite is red on the right system, or a run did not end in time.
    """
    faults = _faults(suite)
    changes: dict[str, tuple[Change, ...]] = {"": (), **{f: (c,) for f, (_, c) in faults.items()}}
    trials = {
        (stand_in, name): Trial(source_of(suite, stand_in), change)
        for stand_in in STAND_INS[suite]
        for name, change in changes.items()
    }
    tried = ended(try_all(trials))
    return _found(suite, {name: place for name, (place, _) in faults.items()}, tried)


def source_of(suite: str, stand_in: str = "") -> str:
    """The text of a suite, set to one of its stand-ins."""
    text = (SUITES / f"test_{suite}.py").read_text(encoding="utf-8")
    head, _, rest = text.partition("STAND_IN = ")
    return f'{head}STAND_IN = "{stand_in}"\n{rest.partition(chr(10))[2]}' if stand_in else text


def _found(suite: str, places: dict[str, str], tried: Mapping[tuple[str, str], Tried]) -> Finding:
    by, milliseconds = {}, {}
    for stand_in, name in STAND_INS[suite].items():
        if tried[stand_in, ""].is_red:
            raise LabError(f"The suite '{suite}' is red on the right system, with {name}.")
        by[name] = frozenset(fault for fault in places if tried[stand_in, fault].is_red)
        runs = [each.seconds for (used, _), each in tried.items() if used == stand_in]
        milliseconds[name] = 1000 * median(runs)
    return Finding(places, by, milliseconds)


def _faults(suite: str) -> dict[str, tuple[str, Change]]:
    """The mistakes for a suite: where each is, and what it changes."""
    tables = tomllib.loads((HERE / "faults.toml").read_text(encoding="utf-8"))["faults"]
    return {
        each["id"]: (each["where"], Change(each["file"], each["snippet"], each["replacement"]))
        for each in tables
        if each["suite"] == suite
    }
