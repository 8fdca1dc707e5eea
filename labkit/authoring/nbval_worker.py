"""A process that validates one notebook after another, so that nbval is imported only once.

It reads a notebook's path a line, and answers with a line of JSON: ``[passed, problems]``.
"""

import json
import os
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.manager import KernelManager

from labkit.authoring.kernel import over_sockets
from labkit.authoring.nbval_results import Results
from labkit.authoring.sanitizing import SETTINGS

KERNEL_START_SECONDS = 60
# pytest's statuses when tests ran: all passed, some failed, there were none.
_RAN = (0, 1, 5)


def main(cell_seconds: str) -> None:
    """Serve until the input ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a plugin prints is no answer
    with tempfile.TemporaryDirectory(prefix="labkit-validate-") as folder:
        # Kernels side by side would lock each other out of the user's IPython history.
        os.environ["IPYTHONDIR"] = f"{folder}/ipython"
        _keep_off_ports(folder)
        settings = Path(folder, "pytest.ini")  # this project's own are for its tests
        settings.write_text("[pytest]\n", encoding="utf-8")
        for line in sys.stdin:
            results = _nbval(Path(line.rstrip("\n")), settings, cell_seconds)
            print(json.dumps([results.passed, results.problems]), file=answers, flush=True)


def _keep_off_ports(folder: str) -> None:
    """Let nbval's kernels talk over sockets in a folder."""
    kernels: Any = import_module("nbval.kernel")
    kernels.KernelManager = partial(KernelManager, **over_sockets(folder))


def _nbval(path: Path, settings: Path, cell_seconds: str) -> Results:
    results, output = Results(), StringIO()
    with redirect_stdout(output), redirect_stderr(output):
        status = pytest.main(_arguments(path, settings, cell_seconds), plugins=[results])
    if status in _RAN:
        return results
    return Results(0, [f"nbval could not run it: {_last_line(output.getvalue())}"])


def _arguments(path: Path, settings: Path, cell_seconds: str) -> list[str]:
    return [
        *("-vv", "--color=no", "--disable-plugin-autoload", "-p", "no:cacheprovider"),
        *("-p", "nbval.plugin", "-p", "labkit.authoring.nbval_guard"),
        *("--noconftest", "-c", str(settings), f"--rootdir={path.parent}"),
        *("--nbval", "--nbval-current-env", f"--nbval-cell-timeout={cell_seconds}"),
        f"--nbval-kernel-startup-timeout={KERNEL_START_SECONDS}",
        f"--nbval-sanitize-with={SETTINGS}",
        str(path),
    ]


def _last_line(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"


if __name__ == "__main__":
    main(sys.argv[1])
