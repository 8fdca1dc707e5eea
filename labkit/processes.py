"""Processes: who is below whom, who has ended, end them all."""

import contextlib
import ctypes
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

_PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h


def adopt_orphans() -> None:
    """Make this process the parent of descendants whose own parent ends (Linux only).

    So that what was killed leaves no zombies where process 1 does not collect them, and nothing
    that moved out of its group is lost.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def descendants(pid: int) -> list[int]:
    """The processes below a process, nearest first."""
    children: dict[int, list[int]] = {}
    for child, parent in _parents():
        children.setdefault(parent, []).append(child)
    return _below(pid, lambda each: children.get(each, []))


def crowd_below(pid: int) -> int:
    """How many processes are below a process, seen without looking at all others.

    While some of them end, others may be missed (proc(5), ``/proc/pid/task/tid/children``): enough
    to tell a crowd, not to end one.
    """
    return len(_below(pid, _children) if _children_are_told() else descendants(pid))


def _below(pid: int, children: Callable[[int], list[int]]) -> list[int]:
    found = list(children(pid))
    for each in found:
        found.extend(children(each))
    return found


@cache
def _children_are_told() -> bool:
    """Whether this system tells what each process has started (Linux, mostly)."""
    return Path(f"/proc/self/task/{os.getpid()}/children").exists()


def _children(pid: int) -> list[int]:
    """What the threads of a process have started and not yet lost (Linux only)."""
    tasks = f"/proc/{pid}/task"
    found: list[int] = []
    with contextlib.suppress(OSError):  # the process ends at this moment
        for thread in os.listdir(tasks):  # noqa: PTH208 - a Path is made for each otherwise
            with contextlib.suppress(OSError):  # this thread does
                found += map(int, _content(f"{tasks}/{thread}/children").split())
    return found


def parent(pid: int) -> int:
    """The process that a process belongs to; 0 if it is gone."""
    return next((above for below, above in _parents() if below == pid), 0)


def signal_tree(pid: int, number: int) -> None:
    """Send a signal to a process and then to all below it."""
    send(pid, number)
    for below in descendants(pid):
        send(below, number)


def send(pid: int, number: int) -> None:
    """Send a signal to a process that may be gone already."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, number)


def end_tree(pid: int) -> list[int]:
    """Kill a process and all below it; returns the numbers of those below."""
    below = descendants(pid)
    for each in (pid, *below):
        send(each, signal.SIGKILL)
    return below


def start_mark(pid: int) -> str:
    """A mark that tells a process from a later one with the same number; empty if unknown."""
    try:
        return _status(pid)[19].decode()
    except (OSError, IndexError):
        return ""


def is_alive(pid: int) -> bool:
    """Whether a process exists and has not ended (a zombie has ended)."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        return _status(pid)[0] != b"Z"
    except (OSError, IndexError):
        return sys.platform != "linux"


def when_ended(pid: int, then: Callable[[], None]) -> None:
    """Call ``then`` once a process that is not our child has ended. Blocks until it has."""
    if hasattr(os, "pidfd_open"):
        _wait_with_pidfd(pid)
    while is_alive(pid):  # other platforms; on Linux true at most for an instant
        time.sleep(0.1)
    then()


def _wait_with_pidfd(pid: int) -> None:
    try:
        handle = os.pidfd_open(pid)
    except OSError:
        return
    poll = select.poll()
    poll.register(handle, select.POLLIN)
    poll.poll()
    os.close(handle)


def _parents() -> Iterable[tuple[int, int]]:
    if sys.platform != "linux":
        listing = subprocess.run(["ps", "-axo", "pid=,ppid="], capture_output=True, text=True)
        for line in listing.stdout.splitlines():
            child, parent = line.split()
            yield int(child), int(parent)
        return
    for name in os.listdir("/proc"):  # noqa: PTH208 - hundreds of Paths cost ten times the rest
        if name.isdigit():
            with contextlib.suppress(OSError, IndexError):
                yield int(name), int(_status(int(name))[1])


def _status(pid: int) -> list[bytes]:
    """What follows a process's name in its line of numbers (proc(5)): state, parent and on."""
    return _content(f"/proc/{pid}/stat").rpartition(b")")[2].split()


def _content(path: str) -> bytes:
    """What a small file holds, without the wrapping that costs more than the reading."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return os.read(handle, 65536)
    finally:
        os.close(handle)
