"""A guardian makes runs, one after another: starts a suite's process, watches it, ends all of it.

A suite's own process can say what it likes; the guardian judges also by what did not arrive.
"""

import contextlib
import json
import os
import secrets
import select
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from labkit.grading.jobs import Job, Raw
from labkit.grading.reaping import end_everything
from labkit.processes import adopt_orphans, crowd_below

_LOOK_SECONDS = 0.25
_MOMENT_SECONDS = 0.003
_MOST_BYTES = 4 * 1024 * 1024
_MOST_PROCESSES = 64
_TAIL_BYTES = 4000

Start = Callable[[Job, Path, int, str], int]


def serve(orders: int, results: int, start: Start) -> None:
    """Make the runs that are asked for, each a line of JSON, until the orders end.

    Args:
        orders: a pipe with one job at a time; the next comes when its result has been taken.
        results: the pipe for results, one line each.
        start: starts a suite's process in a session of its own and returns its id.
    """
    adopt_orphans()
    while line := _line(orders):
        raw = watch(Job.from_json(line), orders, start)
        write_line(results, raw.to_json())


def _line(fd: int) -> str:
    """The one line that a pipe holds; empty at its end."""
    found = bytearray()
    while not found.endswith(b"\n"):
        data = os.read(fd, 65536)
        if not data:
            return ""
        found += data
    return found.decode()


def write_line(fd: int, line: str) -> None:
    """Write a line to a pipe, unless nobody reads it any more."""
    data = line.encode() + b"\n"
    with contextlib.suppress(BrokenPipeError):
        while data:
            data = data[os.write(fd, data) :]


def new_folder() -> Path:
    """A new folder of a random name, where the folders of all runs are."""
    return Path(os.path.realpath(tempfile.mkdtemp(prefix="suite-")))


def watch(job: Job, lifeline: int, start: Start) -> Raw:
    """Run one job to its end, whatever its suite does.

    Args:
        job: what to run.
        lifeline: a pipe with nothing to read; its end means that nobody wants the result any more.
        start: starts the suite's process in a session of its own and returns its id.
    """
    folder = new_folder()
    began = time.monotonic()
    pipe, write_end = os.pipe()
    try:
        nonce = secrets.token_hex(16)
        pid = _start_of(job, start)(job, folder, write_end, nonce)
        os.close(write_end)
        watching = _Watching(job, pid, pipe, lifeline, nonce)
        ended = watching.until_it_ends()
        seconds = time.monotonic() - began
        end_everything(pid)
        return Raw(job.id, ended, tuple(watching.records), seconds, _tail(folder / "output"))
    finally:
        os.close(pipe)
        shutil.rmtree(folder, ignore_errors=True)


def _start_of(job: Job, usual: Start) -> Start:
    """How to start a job: in a Python of its own where the job asks for another hash seed."""
    from labkit.grading.starting import start_by_spawn

    return start_by_spawn if job.circumstances.hash_seed else usual


class _Watching:
    """Reads records until the last one, the end of the process, or a limit."""

    def __init__(self, job: Job, pid: int, pipe: int, lifeline: int, nonce: str) -> None:
        self.records: list[dict[str, Any]] = []
        self._job, self._pid, self._pipe, self._lifeline = job, pid, pipe, lifeline
        self._nonce = nonce
        self._deadline = time.monotonic() + job.limit
        self._news = self._counted = time.monotonic()
        self._pending = b""
        self._bytes = 0
        self._rests = True

    def until_it_ends(self) -> str:
        """Wait; say how the run ended, in the words of ``Raw.ended``."""
        while True:
            ready, _, _ = select.select([self._pipe, self._lifeline], [], [], self._turn())
            if self._lifeline in ready:
                return "cancelled"
            if self._pipe in ready:
                data = os.read(self._pipe, 65536)
                self._take(data)
                if self._is_done():
                    return "done"
                if not data:
                    return "early"
            elif not _alive(self._pid):
                return "early"  # a process that it left behind still holds the pipe
            if over := self._over():
                return over

    def _turn(self) -> float:
        """How long to wait; a job on a busy machine gets the processor every other moment only."""
        if not self._job.circumstances.slow:
            return _LOOK_SECONDS
        self._rests = not self._rests
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._pid, signal.SIGSTOP if self._rests else signal.SIGCONT)
        return _MOMENT_SECONDS

    def _take(self, data: bytes) -> None:
        self._bytes += len(data)
        *lines, self._pending = (self._pending + data).split(b"\n")
        for line in lines:
            with contextlib.suppress(ValueError, AttributeError):
                record = json.loads(line)
                if record.pop("nonce", None) == self._nonce:
                    self.records.append(record)
                    self._news = time.monotonic()

    def _is_done(self) -> bool:
        return bool(self.records) and self.records[-1].get("kind") == "done"

    def _over(self) -> str:
        """Which limit the run has passed, if any."""
        now = time.monotonic()
        if self._bytes > _MOST_BYTES:
            return "flooded"
        if now > self._deadline:
            return "timeout"
        if now > self._counted + _LOOK_SECONDS:
            self._counted = now
            if crowd_below(os.getpid()) > _MOST_PROCESSES:
                return "crowded"
        return "stalled" if now > self._news + self._job.stall else ""


def _alive(pid: int) -> bool:
    """Whether a child still runs; it is not reaped here."""
    try:
        return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None
    except ChildProcessError:
        return False


def _tail(path: Path) -> str:
    """The end of what the suite printed."""
    try:
        with path.open("rb") as output:
            output.seek(max(0, path.stat().st_size - _TAIL_BYTES))
            return output.read().decode(errors="replace")
    except OSError:
        return ""


def main(orders: int, results: int) -> None:
    """A guardian in an interpreter of its own."""
    from labkit.grading.starting import start_by_spawn

    for fd in (orders, results):
        os.set_inheritable(fd, False)
    serve(orders, results, start_by_spawn)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
