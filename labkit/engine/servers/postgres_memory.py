"""The System V shared memory segment that a killed PostgreSQL leaves in the kernel.

PostgreSQL keeps a segment of a few bytes as a lock on its data folder and removes it when it ends,
but not when it is killed. Its number stands in ``postmaster.pid`` (storage/ipc: line 7 holds key
and id), which a killed server leaves behind as well.
"""

import ctypes
from pathlib import Path

_IPC_RMID = 0  # sys/ipc.h, on Linux and macOS
_KEY_LINE = 6


def remove_segment(data: Path) -> None:
    """Remove the segment of a data folder whose server was killed; nothing if it ended well."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
        segment = int(lines[_KEY_LINE].split()[1])
    except (OSError, IndexError, ValueError):
        return
    ctypes.CDLL(None).shmctl(segment, _IPC_RMID, None)


def remove_segments(run: Path) -> None:
    """Remove the segments of all data folders below an engine's run folder."""
    for file in run.glob("*/data/postmaster.pid"):
        remove_segment(file.parent)
