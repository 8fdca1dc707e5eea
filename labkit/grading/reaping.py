"""Ending every process that a suite started, also those that moved out of its group."""

import contextlib
import ctypes
import os
import signal
import sys
import time
from pathlib import Path

_PR_SET_CHILD_SUBREAPER = 36
_SECONDS = 3.0


def adopt_orphans() -> None:
    """Become the parent of every descendant whose own parent ends (Linux; nothing elsewhere)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


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
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
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


def descendants(root: int) -> list[int]:
    """The process ids below ``root``, from /proc; empty where there is none."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(stat.parent.name))
    found, waiting = [], [root]
    while waiting:
        below = children.get(waiting.pop(), [])
        found += below
        waiting += below
    return found
