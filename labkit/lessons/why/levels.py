"""What each level of tests finds, and what it costs: every mistake, every level, really run."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from labkit.lessons.finding import Finding
from labkit.lessons.trials import Tried, ended, try_all
from labkit.lessons.why.commits import HERE, Commit, commits
from labkit.lessons.why.running import LEVELS, trial
from labkit.rubrics import Change

INSIDE, SEAM, AROUND = "inside a component", "at a seam", "around them"
PLACES = (INSIDE, SEAM, AROUND)
"""Where a mistake can be."""


@dataclass(frozen=True, repr=False)
class Found(Finding):
    """Which mistakes which level found, and how long one of its tests takes on average.

    Attributes:
        tests: how many tests each level has.
    """

    tests: dict[str, int]


def find_all() -> Found:
    """Put in each mistake, one at a time, and run the suites of every level on it."""
    mistakes = _mistakes()
    suites = {suite: level for level, names in LEVELS.items() for suite in names}
    changes: dict[str, Commit | None] = {"": None, **mistakes}
    trials = {
        (name, suite): trial(suite, change) for name, change in changes.items() for suite in suites
    }
    tried = ended(try_all(trials))
    red = {(name, suites[suite]) for (name, suite), each in tried.items() if each.is_red}
    by = {level: frozenset(name for name in mistakes if (name, level) in red) for level in LEVELS}
    tests = {level: sum(len(tried["", s].outcomes) for s in LEVELS[level]) for level in LEVELS}
    places = {name: mistake.seam for name, mistake in mistakes.items()}
    return Found(places, by, _milliseconds(tried), tests)


def _mistakes() -> dict[str, Commit]:
    """Every mistake by a name that says it: inside, at a seam, around."""
    text = (HERE / "faults.toml").read_text(encoding="utf-8")
    found = {each["id"]: _fault(**each) for each in tomllib.loads(text)["faults"]}
    seams = {
        f"{each.kind}: {name}": Commit(name, each.kind, SEAM, each.team, "", each.code, each.test)
        for name, each in commits().items()
    }
    order = {**found, **seams}
    return dict(sorted(order.items(), key=lambda item: PLACES.index(item[1].seam)))


def _fault(id: str, where: str, file: str, snippet: str, replacement: str) -> Commit:
    return Commit(id, "", where, "", "", (Change(file, snippet, replacement),), ())


def _milliseconds(tried: Mapping[tuple[str, str], Tried]) -> dict[str, float]:
    found = {}
    for level, suites in LEVELS.items():
        runs = [each for (_, suite), each in tried.items() if suite in suites]
        tests = sum(len(each.outcomes) for each in runs)
        found[level] = 1000 * sum(each.seconds for each in runs) / tests
    return found
