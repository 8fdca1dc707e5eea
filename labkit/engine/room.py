"""Room on the disk: looked for before an engine starts, and missed later in one clear sentence."""

import errno
import shutil
from pathlib import Path

from labkit.errors import MachineLacks

_LEAST_BYTES = 20_000_000  # the engine's own files; a PostgreSQL container needs more
_SIGN = "No space left on device"


class NoRoom(Exception):
    """The disk is full; the message says where, and what to do."""

    status = 1

    def __init__(self, folder: Path) -> None:
        super().__init__(f"No space left in {folder}: {_remedy()}")


def require(folder: Path) -> None:
    """Refuse to start an engine where nothing can be written.

    Raises:
        MachineLacks: when there is next to no room.
    """
    free = shutil.disk_usage(folder).free
    if free < _LEAST_BYTES:
        raise MachineLacks(
            f"{folder} has {free / 1e6:.0f} MB free, too little for containers: {_remedy()}"
        )


def as_no_room(problem: Exception, folder: Path) -> Exception:
    """The problem itself, or NoRoom if a full disk is what is behind it."""
    full = isinstance(problem, OSError) and problem.errno == errno.ENOSPC
    return NoRoom(folder) if full or _SIGN in str(problem) else problem


def _remedy() -> str:
    return "free the disk, or name a folder with more room in LABKIT_RUNTIME."
