"""Bubblewrap around the runs of a class: what a suite must not read is not there at all.

All of this machine's files are read-only then, but for one folder; the rubrics, solutions and tests
are empty folders; other processes cannot be seen. Servers and their ports stay within reach, so the
network is the same as without: what is beyond this machine is refused in Python only.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from labkit.grading.guard.files import SECRET

BUBBLEWRAP, LIMITS = "bubblewrap", "limits"

SAID = {
    BUBBLEWRAP: "Each run was kept apart by bubblewrap and by limits.",
    LIMITS: "Each run was kept apart by limits only; bubblewrap does not work here.",
}
"""What a report says about how runs were kept apart, where that was asked for."""

_APART = ("--unshare-pid", "--unshare-ipc", "--proc", "/proc")


@cache
def works() -> bool:
    """Whether bubblewrap is installed and may be used here."""
    program = shutil.which("bwrap")
    if program is None or sys.platform != "linux":
        return False
    trial = [program, "--ro-bind", "/", "/", *_APART, "true"]
    return subprocess.run(trial, capture_output=True, check=False).returncode == 0


def wrapped(command: Sequence[str], folder: Path) -> list[str]:
    """A command that runs inside bubblewrap.

    Args:
        command: what to run.
        folder: the only folder to write in; it must exist.
    """
    hidden = [word for path in SECRET for word in _hide(path)]
    mounts = [
        "--ro-bind",
        "/",
        "/",
        "--dev-bind",
        "/dev",
        "/dev",
        "--bind",
        str(folder),
        str(folder),
    ]
    return ["bwrap", *mounts, *_APART, *hidden, "--setenv", "TMPDIR", str(folder), "--", *command]


def _hide(path: Path) -> list[str]:
    if path.is_dir():
        return ["--tmpfs", str(path)]
    return ["--ro-bind", os.devnull, str(path)] if path.exists() else []
