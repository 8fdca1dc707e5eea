"""The rules of an organised suite, checked by running the suite in several ways."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from testcontainers.community.postgres import PostgresContainer

from labkit.errors import LabError
from labkit.lessons.organising.judging import RULES, Runs
from labkit.lessons.organising.running import AT_A_TIME, BACKWARDS, Ran, in_shell, run

KEPT = Path(".suites") / "test_organising.py"
"""Where ``%%suite organising`` leaves a copy of its cell, beside the notebook."""

ANOTHER_SEED = 2
"""With this seed Python puts sets of names into another order than with 0."""

_SETTINGS = """
[pytest]
addopts = --strict-markers -p labkit.lessons.organising.quarantine
markers =
    unit: needs nothing but Python
    integration: needs a PostgreSQL
    quarantine: passes or fails by luck; left out until it is mended
"""


@dataclass(frozen=True)
class Rule:
    """A rule and what a suite does about it.

    Attributes:
        name: the rule, as a sentence.
        problem: how the suite breaks it and what to do; empty when it holds.
        tried: False where the suite did not come far enough to tell.
    """

    name: str
    problem: str
    tried: bool = True


@dataclass(frozen=True)
class Ruling:
    """All rules, for a notebook."""

    rules: tuple[Rule, ...]

    @property
    def kept(self) -> int:
        """How many rules hold."""
        return sum(rule.tried and not rule.problem for rule in self.rules)

    def __repr__(self) -> str:
        lines = [line for rule in self.rules for line in _lines(rule)]
        count = f"{self.kept} of {len(self.rules)} rules are kept."
        if not all(rule.tried for rule in self.rules):
            count += " The others wait for the first."
        return "\n".join([*lines, count])


def check_rules(suite: Path = KEPT) -> Ruling:
    """Run a suite in five ways and say which rules it keeps.

    Args:
        suite: the suite's file; by itself the copy of the last ``%%suite organising`` cell.

    Raises:
        LabError: when there is no such file.
    """
    if not suite.is_file():
        raise LabError(
            "There is no suite to check yet: run the cell that begins with %%suite organising,"
            " then check again."
        )
    return judged(_runs(suite.read_text(encoding="utf-8")))


def judged(runs: Runs) -> Ruling:
    """Say which rules the suite keeps that was run in these ways."""
    if runs.began:
        return Ruling(tuple(Rule(name, judge(runs)) for name, judge in RULES.items()))
    (first, judge), *others = RULES.items()
    return Ruling((Rule(first, judge(runs)), *(Rule(name, "", tried=False) for name, _ in others)))


def _runs(source: str) -> Runs:
    with TemporaryDirectory(prefix="labkit-rules-") as home, ThreadPoolExecutor(AT_A_TIME) as pool:
        folder = Path(home)
        (folder / "pytest.ini").write_text(_SETTINGS, encoding="utf-8")
        (folder / "test_suite.py").write_text(source, encoding="utf-8")
        begun = [
            pool.submit(run, folder),
            pool.submit(run, folder, seed=ANOTHER_SEED),
            pool.submit(run, folder, "-m", "unit"),
            pool.submit(run, folder, "-p", BACKWARDS),
            pool.submit(_on_one_server, folder),
        ]
        return Runs(*(each.result() for each in begun))


def _on_one_server(folder: Path) -> Ran:
    """Two processes with all tests each, so that they certainly meet on the server."""
    with PostgresContainer("postgres:16", driver=None) as postgres:
        named = {"TEST_SERVER": postgres.get_connection_url(), "PYTHONHASHSEED": "0"}
        return in_shell(folder, "python -m pytest -n 2 --dist each", named)


def _lines(rule: Rule) -> Iterator[str]:
    sign = "✘" if rule.problem else "✔"
    yield f"{sign if rule.tried else '·'} {rule.name}"
    if rule.problem:
        yield f"    {rule.problem}"
