"""Validates one notebook: guards first, then strict nbval in a process of its own."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from labkit.authoring.junit import Results, read_results
from labkit.authoring.notebook import is_code, read
from labkit.authoring.sanitizing import SETTINGS
from labkit.authoring.stored import stored_findings

_KERNEL_START_SECONDS = 60
# pytest's statuses when tests ran: all passed, some failed, there were none.
_RAN = (0, 1, 5)
# A developer's habits that would reach the kernels' own pytest runs and change their output.
_UNWANTED = ("PYTEST_ADDOPTS", "PYTEST_PLUGINS", "FORCE_COLOR", "PY_COLORS", "COLUMNS")


@dataclass(frozen=True)
class Verdict:
    """What validating a notebook showed."""

    path: Path
    passed: int
    failed: int
    problems: tuple[str, ...]


def validate(path: Path, environment: Mapping[str, str], cell_seconds: float) -> Verdict:
    """Run a notebook and compare what it shows with what it stores.

    Args:
        path: the notebook.
        environment: more environment for the kernel, such as the engine's.
        cell_seconds: how long one cell may run.

    Raises:
        LabError: when the file is not a notebook.
    """
    findings = stored_findings(path)
    if findings:
        return Verdict(path, 0, len(findings), tuple(findings))
    with tempfile.TemporaryDirectory(prefix="labkit-validate-") as folder:
        results = _nbval(path.resolve(), Path(folder), environment, cell_seconds)
    return Verdict(path, results.passed, len(results.problems), results.problems)


def _nbval(
    path: Path, folder: Path, environment: Mapping[str, str], cell_seconds: float
) -> Results:
    report = folder / "report.xml"
    inherited = {key: value for key, value in os.environ.items() if key not in _UNWANTED}
    # Parallel kernels would lock each other out of the user's IPython history.
    own = {"IPYTHONDIR": str(folder / "ipython")}
    process = subprocess.Popen(
        _command(path, folder, report, cell_seconds),
        env={**inherited, **environment, **own},
        cwd=path.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        output, _ = process.communicate(timeout=_limit(path, cell_seconds))
    except subprocess.TimeoutExpired:
        return Results(0, ("its validation hung and was stopped.",))
    finally:
        # A kernel ends by itself when the process that started it is gone.
        process.kill()
        process.wait()
    if process.returncode in _RAN and report.exists():
        return read_results(report)
    return Results(0, (f"nbval could not run it: {_last_line(output)}",))


def _command(path: Path, folder: Path, report: Path, cell_seconds: float) -> list[str]:
    settings = folder / "pytest.ini"
    settings.write_text("[pytest]\n", encoding="utf-8")  # this project's own are for its tests
    return [
        *(sys.executable, "-m", "pytest", "-q", "--color=no"),
        *("--disable-plugin-autoload", "-p", "nbval.plugin", "-p", "labkit.authoring.nbval_guard"),
        *("-p", "no:cacheprovider", "--noconftest", "-c", str(settings)),
        *(f"--rootdir={path.parent}", f"--junitxml={report}"),
        *("--nbval", "--nbval-current-env", f"--nbval-cell-timeout={cell_seconds:g}"),
        f"--nbval-kernel-startup-timeout={_KERNEL_START_SECONDS}",
        f"--nbval-sanitize-with={SETTINGS}",
        str(path),
    ]


def _limit(path: Path, cell_seconds: float) -> float:
    cells = sum(map(is_code, read(path)["cells"]))
    return 2 * _KERNEL_START_SECONDS + cells * (cell_seconds + 10)


def _last_line(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"
