"""The folder that holds everything of one run, and what killed runs have left."""

import fcntl
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX = "labkit-docker-"
_PARENT = Path("/var/tmp")  # on a disk: an engine's overlays do not go on every tmpfs
_CGROUPS = Path("/sys/fs/cgroup")
_SECONDS_TO_GO = 20  # in which the kernel ends what still writes there


@contextmanager
def room(parent: Path = _PARENT) -> Iterator[Path]:
    """A folder for one run; it goes, and before it whatever runs that were killed have left."""
    for old in parent.glob(f"{_PREFIX}*"):
        _remove_unless_used(old)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield folder
        finally:
            _remove(folder)


def _remove_unless_used(folder: Path) -> None:
    with suppress(OSError), (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _remove(folder)


def _remove(folder: Path) -> None:
    """Delete the files and the control groups, which outlive the processes that were in them."""
    deadline = time.monotonic() + _SECONDS_TO_GO
    while groups := [*_CGROUPS.glob(folder.name), *_CGROUPS.glob(f"*/{folder.name}")]:
        for group in groups:
            _remove_group(group)
        if time.monotonic() > deadline:
            break
        time.sleep(0.05)
    shutil.rmtree(folder, ignore_errors=True)


def _remove_group(group: Path) -> None:
    """Groups inside it first; one that still has a process cannot be removed."""
    for each in [*sorted(group.glob("**/"), reverse=True)]:
        with suppress(OSError):
            each.rmdir()
