"""Evidence: what crosses each seam, beside what the neighbour's stub says in the unit tests."""

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

from labkit.errors import LabError
from labkit.lessons.trials import Trial, try_all
from labkit.lessons.why.commits import HERE, SUITES, commit
from labkit.rubrics import Change

STUBS = {
    "store → engine": "gives one signature, for example "
    '{"name": "Worm", "pattern": "574f524d", "severity": "high"}; or raises SignaturesUnavailable',
    "engine → report": 'gives a list, for example [{"name": "Worm", "severity": "high", '
    '"offset": 0}]; or raises ScanFailed',
}
"""What the unit tests of each seam's upper side say of its lower side."""


@dataclass(frozen=True)
class Case:
    """A scanner with a mistake, and what was done with it.

    Attributes:
        story: what happened, for people.
        expected: the verdict that a person expected of the last report.
        steps: what was done: "add NAME SEVERITY", "report NAME", "damage".
    """

    story: str
    expected: str
    steps: tuple[str, ...]
    code: tuple[Change, ...]


@dataclass(frozen=True)
class Evidence:
    """What was seen, in the order in which it happened: rows of place and words."""

    title: str
    rows: tuple[tuple[str, str], ...]

    def __repr__(self) -> str:
        return "\n".join([self.title, *(f"  {place:<28}{said}" for place, said in self.rows)])

    def _repr_html_(self) -> str:
        left = 'style="text-align: left; vertical-align: top"'
        nowrap = 'style="text-align: left; vertical-align: top; white-space: nowrap"'
        rows = "".join(
            f'<tr><th scope="row" {nowrap}>{escape(place)}</th><td {left}>'
            f"<code>{escape(said)}</code></td></tr>"
            for place, said in self.rows
        )
        return f"<p><b>{escape(self.title)}</b></p><table><tbody>{rows}</tbody></table>"


def evidence(name: str) -> Evidence:
    """Let a case happen and tell what crossed the seams.

    Args:
        name: a case of the exercise, "A" to "D", or a commit of the lesson.

    Raises:
        LabError: when there is neither.
    """
    case = _cases().get(name) or _of_commit(name)
    script = (SUITES / "recording.py").read_text(encoding="utf-8")
    source = script.replace("STEPS = ()", f"STEPS = {case.steps!r}")
    output = try_all({name: Trial(source, case.code)})[name].output
    seen: list[list[Any]] = json.loads(output.strip().splitlines()[-1])
    stubs = [(f"{seam}: the stub", said) for seam, said in STUBS.items()]
    rows = [*stubs, *((place, said) for place, said in seen), ("a person expected", case.expected)]
    return Evidence(f"{name}: {case.story}", tuple(rows))


@cache
def _cases() -> dict[str, Case]:
    tables = tomllib.loads((HERE / "cases.toml").read_text(encoding="utf-8"))["cases"]
    return {each["id"]: _case(each) for each in tables}


def _case(table: dict[str, Any]) -> Case:
    code = tuple(Change(**each) for each in table["code"])
    return Case(table["story"], table["expected"], tuple(table["steps"]), code)


def _of_commit(name: str) -> Case:
    try:
        found = commit(name)
    except LabError:
        cases = ", ".join(_cases())
        raise LabError(f"There is no case '{name}'; there are {cases}.") from None
    steps = ("add Worm high", "report Worm")
    return Case("the file contains the worm", "infected", steps, found.code)
