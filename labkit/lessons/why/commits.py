"""The lesson's commits: each changes one component, and its unit tests where they need it."""

import difflib
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from labkit.errors import LabError
from labkit.lessons.source import Source
from labkit.rubrics import Change, changed_files

HERE = Path(__file__).parent
SUITES = HERE / "suites"
SYSTEMS = HERE.parent.parent / "systems"


@dataclass(frozen=True)
class Commit:
    """One change by one team.

    Attributes:
        kind: which of the four kinds of mismatch it makes.
        seam: between which components.
        code: the changes of the systems.
        test: the changes of the team's own unit tests.
    """

    id: str
    kind: str
    seam: str
    team: str
    message: str
    code: tuple[Change, ...]
    test: tuple[Change, ...]

    def diff(self) -> "Diff":
        """What it changes, as a reviewer sees it."""
        code, test = _lines(self.code, SYSTEMS), _lines(self.test, SUITES)
        return Diff("\n".join([f"# {self.team} team: {self.message}", *code, *test]))


@dataclass(frozen=True, repr=False)
class Diff(Source):
    """A change that a notebook shows as a coloured diff."""

    def _repr_markdown_(self) -> str:
        return f"```diff\n{self.text}\n```"


@cache
def commits() -> dict[str, Commit]:
    """All commits by id, in the order of the lesson."""
    text = (HERE / "commits.toml").read_text(encoding="utf-8")
    return {each["id"]: _commit(each) for each in tomllib.loads(text)["commits"]}


def commit(name: str) -> Commit:
    """The commit of this name.

    Raises:
        LabError: when there is none.
    """
    try:
        return commits()[name]
    except KeyError:
        known = ", ".join(commits())
        raise LabError(f"There is no commit '{name}'; there are: {known}.") from None


def _commit(table: dict[str, Any]) -> Commit:
    words = {name: table[name] for name in ("id", "kind", "seam", "team", "message")}
    return Commit(**words, code=_changes(table["code"]), test=_changes(table.get("test", ())))


def _changes(tables: Sequence[dict[str, str]]) -> tuple[Change, ...]:
    return tuple(Change(**each) for each in tables)


def _lines(changes: Iterable[Change], folder: Path) -> list[str]:
    """The changed lines of each file below its name, with a line of context."""
    found = []
    for name, new in changed_files(changes, folder).items():
        old = (folder / name).read_text(encoding="utf-8")
        diff = difflib.unified_diff(old.splitlines(), new.splitlines(), n=1, lineterm="")
        found += [f"--- {name}", *(line for line in list(diff)[2:])]
    return found
