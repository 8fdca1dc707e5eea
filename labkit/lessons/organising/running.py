"""Running pytest in a project's folder, as its team would, and counting what the run costs."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from labkit import engine
from labkit.lessons.organising import tally
from labkit.lessons.organising.tally import Tally

TIME_LIMIT = 100
"""Seconds after which a run is stopped."""

AT_A_TIME = 2
"""How many runs are made at the same time, where there are several."""

BACKWARDS = "labkit.lessons.organising.backwards"
_PLUGINS = "-p labkit.lessons.organising.tally -p xdist.plugin -p no:cacheprovider"
_LOOK = "-q --no-header --tb=no --color=no -rfE"


@dataclass(frozen=True)
class Ran:
    """What came of a run of pytest.

    Attributes:
        command: what was run.
        status: how it ended; 0 is well.
        output: what pytest printed.
        tallies: what its processes did.
    """

    command: str
    status: int
    output: str
    tallies: tuple[Tally, ...]

    @property
    def servers(self) -> int:
        """How many containers were started."""
        return sum(each.servers for each in self.tallies)

    @property
    def migrated(self) -> int:
        """How often a database was migrated."""
        return sum(each.migrated for each in self.tallies)

    @property
    def summary(self) -> str:
        """Pytest's last line, without the time."""
        counts = re.findall(r"^(?:=+ )?(.*?)(?: in [\d.]+s.*)$", self.output, re.M)
        lines = self.output.strip().splitlines() or [f"nothing within {TIME_LIMIT} s"]
        return str(counts[-1]) if counts else lines[-1]

    def __repr__(self) -> str:
        bad = sorted(set(re.findall(r"^(?:FAILED|ERROR) .*$", self.output, re.M)))
        cost = f"servers started: {self.servers}, databases migrated: {self.migrated}"
        return "\n".join([f"$ {self.command}", *bad, self.summary, cost])


def run(folder: Path, *options: str, seed: int = 0) -> Ran:
    """Run pytest in a folder.

    Args:
        folder: the project.
        options: pytest's, as one would type them.
        seed: of Python's hashes. One run is like another only when it is fixed; outside of a
            lesson Python picks another one each time.
    """
    environment = {"PYTHONHASHSEED": str(seed)}
    return in_shell(folder, " ".join(["python -m pytest", *map(_quoted, options)]), environment)


def in_shell(folder: Path, command: str, more: Mapping[str, str] | None = None) -> Ran:
    """Run a shell command in a folder; pytest, if it is in it, is counted.

    Args:
        folder: where.
        command: the command; `python` is this one.
        more: further environment variables.
    """
    with TemporaryDirectory(prefix="labkit-tally-") as beside:
        file = Path(beside) / "tally"
        environment = {**_environment(), tally.FILE: str(file), **(more or {})}
        try:
            done = subprocess.run(
                ["sh", "-e", "-c", command], cwd=folder, env=environment, text=True,
                capture_output=True, timeout=TIME_LIMIT, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return Ran(command, 1, "", ())
        return Ran(
            command, done.returncode, done.stdout + done.stderr, tuple(tally.read(file))
        )  # fmt: skip


def _quoted(option: str) -> str:
    return f'"{option}"' if " " in option else option


def _environment() -> dict[str, str]:
    """What makes pytest do and print the same everywhere, whatever plugins are installed.

    A lesson makes dozens of these runs, so they are made on the quickest engine.
    """
    others = ("CI", "BUILD_NUMBER", "TEST_SERVER")
    kept = {
        name: text
        for name, text in os.environ.items()
        if name not in others and not name.startswith("PYTEST_")  # of a pytest that runs this one
    }
    return {
        **kept,
        **engine.quickest().environment,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{kept.get('PATH', '')}",
        "COLUMNS": "120",
        "PYTEST_ADDOPTS": f"{_PLUGINS} {_LOOK}",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
