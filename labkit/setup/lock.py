"""One set-up at a time in a clone."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from labkit.setup.progress import Progress


@contextmanager
def locked(file: Path, progress: Progress) -> Iterator[int]:
    """Hold an exclusive lock on an existing file, waiting for whoever holds it.

    Yields:
        the lock's file descriptor. A child that inherits it keeps the lock after our death, so
        that a pip which outlives a killed labkit is waited for and not raced.
    """
    descriptor = os.open(file, os.O_RDWR)  # writable: locks over NFS ask for it
    try:
        with suppress(OSError):  # a file system without locks: better unlocked than not at all
            _take(descriptor, progress)
        yield descriptor
    finally:
        os.close(descriptor)


def _take(descriptor: int, progress: Progress) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        progress.stage("another labkit is setting up this clone: waiting for it")
        fcntl.flock(descriptor, fcntl.LOCK_EX)
