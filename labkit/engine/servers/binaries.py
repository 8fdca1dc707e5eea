"""What a server on this machine is called, its version, and where it was found."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Installed:
    """A server program that can be run here.

    ``origin`` is a short word for where it came from, ``path`` the folder of its programs.
    """

    name: str
    version: str
    origin: str
    path: str

    @property
    def major(self) -> int:
        """The first number of the version."""
        return int(self.version.split(".")[0])


@cache
def version_of(program: Path) -> str | None:
    """The version that a program prints with ``--version``; None when it does not run."""
    try:
        printed = subprocess.run(
            [program, "--version"], capture_output=True, text=True, timeout=10, check=True
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.search(r"\d+(\.\d+)+", printed)
    return found.group() if found else None


def on_path(program: str) -> Path | None:
    """The folder of a program that the user can run by name."""
    found = shutil.which(program)
    return Path(found).resolve().parent if found else None
