"""The cell magic ``%%tests``: run a cell as a pytest module and show what pytest says."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from labkit.lessons.syntax import as_module

TIME_LIMIT = 60
"""Seconds after which a run is stopped."""

_OPTIONS = ("-q", "--no-header", "--tb=short", "--color=no", "--import-mode=importlib")
_QUIET = ("-p", "no:cacheprovider", "-p", "no:warnings")
_UNWANTED = ("CI", "BUILD_NUMBER", "PYTEST_ADDOPTS", "PYTEST_PLUGINS")


@dataclass(frozen=True)
class Result:
    """What pytest said about a cell.

    Attributes:
        passed: whether pytest ended with status 0.
        text: its output without durations and addresses, the same on every machine.
    """

    passed: bool
    text: str

    def __repr__(self) -> str:
        return self.text


def tests(line: str, cell: str) -> Result:
    """Run this cell as a pytest module, in a process of its own.

    Usage: ``%%tests [LESSON] [PYTEST OPTIONS]`` as the first line of a cell. With a lesson's name,
    for example ``%%tests databases``, the fixtures in ``labkit/lessons/LESSON/fixtures.py`` are
    there without an import.
    """
    return run(as_module("tests", line, cell), arguments_of(line))


def run(source: str, arguments: list[str]) -> Result:
    """Run a pytest module given as text.

    Args:
        source: the module.
        arguments: further options for pytest.
    """
    with TemporaryDirectory(prefix="labkit-tests-") as folder:
        path = Path(folder) / "test_cell.py"
        path.write_text(source, encoding="utf-8")
        # A settings file of its own: pytest looks for one in the folders above, too.
        path.with_name("pytest.ini").write_text("[pytest]\n", encoding="utf-8")
        try:
            done = _pytest(path, arguments)
        except subprocess.TimeoutExpired:
            return Result(False, f"stopped: the tests had not ended after {TIME_LIMIT} s")
    return Result(done.returncode == 0, stable(done.stdout + done.stderr))


def stable(output: str) -> str:
    """Pytest's output without what differs from run to run."""
    output = re.sub(r" in \d+\.\d+s( \(.*?\))?", "", output)
    output = re.sub(r" at 0x[0-9a-f]+", "", output)
    output = re.sub(r"^(=+|-+|_+) (.*?) (=+|-+|_+)$", r"--- \2 ---", output, flags=re.M)
    output = re.sub(r"^[.FEsxX]+\s+\[ *\d+%\]$\n?", "", output, flags=re.M)
    return output.strip()


def arguments_of(line: str) -> list[str]:
    """The options for pytest that the magic's line stands for."""
    words = line.split()
    if not words or words[0].startswith("-"):
        return words
    return ["-p", f"labkit.lessons.{words[0]}.fixtures", *words[1:]]


def _environment() -> dict[str, str]:
    """What makes pytest print the same everywhere: no options or plugins of others, no CI."""
    kept = {name: text for name, text in os.environ.items() if name not in _UNWANTED}
    return {**kept, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "COLUMNS": "100"}


def _pytest(path: Path, arguments: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pytest", *_OPTIONS, *_QUIET, *arguments, path.name],
        cwd=path.parent,
        env=_environment(),
        capture_output=True,
        text=True,
        timeout=TIME_LIMIT,
        check=False,
    )
