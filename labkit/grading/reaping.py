"""Ending every process that a suite started, also those that moved out of its group."""

import contextlib
import os
import signal
import time

from labkit.processes import descendants, send

_SECONDS = 3.0


def end_everything(group: int) -> int:
    """Kill a process group and all of this process's descendants, and wait until they are gone.

    Args:
        group: the process group of the suite.

    Returns:
        How many processes there were beside the suite's own.
    """
    for kill in (os.killpg, os.kill):  # before its setsid() the process has no group yet
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(group, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(group, 0)
    ended: set[int] = set()
    deadline = time.monotonic() + _SECONDS
    while _any_child(ended) and time.monotonic() < deadline:
        for pid in descendants(os.getpid()):
            send(pid, signal.SIGKILL)
        time.sleep(0.002)
    return len(ended - {group})


def _any_child(ended: set[int]) -> bool:
    """Reap children that have ended; False when none is left."""
    try:
        while True:
            pid, _ = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return True
            ended.add(pid)
    except ChildProcessError:
        return False
