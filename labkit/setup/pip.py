"""pip, with its flood of lines turned into stages and counts."""

import os
import subprocess
from pathlib import Path

from labkit.setup.progress import Progress


class Pip:
    """The pip of one environment. Its configuration stays the user's own.

    Args:
        python: the environment's interpreter.
        progress: told what pip does.
        lock: a file descriptor that pip keeps open for as long as it lives.
    """

    def __init__(self, python: Path, progress: Progress, lock: int) -> None:
        self._command = [str(python), "-I", "-u", "-m", "pip"]
        self._progress = progress
        self._lock = lock
        self._fetched = 0
        self._retried = False
        self._lines: list[str] = []

    @property
    def output(self) -> str:
        """All that pip has said."""
        return "".join(self._lines)

    def install(self, arguments: list[str]) -> int:
        """Run ``pip install`` with these arguments and return its exit status."""
        options = ["--no-input", "--progress-bar", "off", "--disable-pip-version-check"]
        self._progress.stage("fetching packages")
        with subprocess.Popen(
            [*self._command, "install", *options, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env=_environment(),
            pass_fds=[self._lock],
        ) as pip:
            try:
                self._follow(pip)
            except BaseException:
                _stop(pip)
                raise
        return pip.returncode

    def _follow(self, pip: "subprocess.Popen[str]") -> None:
        assert pip.stdout is not None
        for line in pip.stdout:
            self._lines.append(line)
            self._show(line.strip())

    def _show(self, line: str) -> None:
        if line.startswith("Collecting "):
            self._fetched += 1
            self._progress.count(f"fetching packages: {self._fetched}")
        elif line.startswith("Installing collected packages:"):
            self._progress.stage(f"installing {line.count(',') + 1} packages")
        elif line.startswith("WARNING: Retrying") and not self._retried:
            self._retried = True
            self._progress.stage("the package index does not answer: trying again")


def _environment() -> dict[str, str]:
    """Return an environment in which pip installs into its own folder and speaks English.

    The user's other settings for pip (index, proxy, certificates) stay as they are.
    """
    diverting = ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_QUIET", "PIP_DRY_RUN")
    kept = {name: value for name, value in os.environ.items() if name not in diverting}
    return kept | {"PIP_USER": "0", "LC_ALL": "C.UTF-8"}


def _stop(pip: "subprocess.Popen[str]") -> None:
    pip.terminate()
    try:
        pip.wait(timeout=5)
    except subprocess.TimeoutExpired:
        pip.kill()
