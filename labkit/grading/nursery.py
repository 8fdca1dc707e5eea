"""The nursery: a process with pytest and the drivers imported, from which runs are forked.

The grader starts it once (``python -m labkit.grading.nursery``) and sends it lines of JSON: first
the environment, then jobs and cancellations. Results come back as lines. It ends with its input.
It never imports a system under test, a rubric or a suite, so that nothing of them is in the runs.
"""

import contextlib
import gc
import json
import os
import selectors
import subprocess
import sys
from dataclasses import dataclass, field
from typing import Any

from labkit.grading import guardian
from labkit.grading.jobs import Job

_STANDARD = (
    "configparser",
    "difflib",
    "tomllib",
    "unittest",
    "getpass",
    "concurrent.futures.thread",
)


@dataclass
class _Run:
    """A guardian at work: its job, the pipe of its result, and the pipe that keeps it alive."""

    job: str
    pid: int
    results: int
    lifeline: int
    received: bytearray = field(default_factory=bytearray)


class Nursery:
    """Starts a guardian per job and passes their results on."""

    def __init__(self, orders: int, results: int, *, fork: bool) -> None:
        self._orders, self._results, self._fork = orders, results, fork
        self._runs: dict[int, _Run] = {}
        self._selector = selectors.DefaultSelector()
        self._pending = b""

    def serve(self) -> None:
        """Work until the grader closes the pipe."""
        self._selector.register(self._orders, selectors.EVENT_READ)
        while True:
            for key, _ in self._selector.select():
                if key.fd != self._orders:
                    self._collect(self._runs[key.fd])
                elif not self._obey(os.read(self._orders, 65536)):
                    return

    def _obey(self, data: bytes) -> bool:
        *lines, self._pending = (self._pending + data).split(b"\n")
        for line in lines:
            order: dict[str, Any] = json.loads(line)
            if "cancel" in order:
                self._cancel()
            else:
                self._start(Job.from_json(order["job"]))
        return bool(data)

    def _cancel(self) -> None:
        """Cut every lifeline; the guardians end their runs and say so."""
        for run in self._runs.values():
            if run.lifeline >= 0:
                os.close(run.lifeline)
                run.lifeline = -1

    def _start(self, job: Job) -> None:
        results, results_end = os.pipe()
        lifeline_end, lifeline = os.pipe()
        if self._fork:
            pid = self._forked(job, results_end, lifeline_end, {results, lifeline})
        else:
            pid = _spawned(job, results_end, lifeline_end)
        os.close(results_end)
        os.close(lifeline_end)
        self._runs[results] = _Run(job.id, pid, results, lifeline)
        self._selector.register(results, selectors.EVENT_READ)

    def _forked(self, job: Job, results: int, lifeline: int, own: set[int]) -> int:
        """Fork a guardian; ``own`` are the nursery's ends of its pipes, which it must let go of."""
        pid = os.fork()
        if pid == 0:
            try:
                self._let_go(own)
                raw = guardian.watch(job, lifeline, guardian.start_by_fork)
                _write(results, raw.to_json())
            finally:
                os._exit(0)
        return pid

    def _let_go(self, fds: set[int]) -> None:
        """In a forked guardian: close the pipes of the nursery and of the other guardians."""
        self._selector.close()
        fds |= {self._orders, self._results}
        for run in self._runs.values():
            fds |= {run.results, run.lifeline}
        for fd in fds:
            if fd >= 0:
                os.close(fd)

    def _collect(self, run: _Run) -> None:
        data = os.read(run.results, 65536)
        run.received += data
        if data:
            return
        self._selector.unregister(run.results)
        del self._runs[run.results]
        for fd in (run.results, run.lifeline):
            if fd >= 0:
                os.close(fd)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(run.pid, 0)
        _write(self._results, json.dumps({"id": run.job, "raw": run.received.decode()}))


def _spawned(job: Job, results: int, lifeline: int) -> int:
    process = subprocess.Popen(
        [sys.executable, "-m", "labkit.grading.guardian", str(results), str(lifeline)],
        stdin=subprocess.PIPE, pass_fds=[results, lifeline], start_new_session=True,
    )  # fmt: skip
    assert process.stdin is not None
    with contextlib.suppress(BrokenPipeError), process.stdin as stdin:
        stdin.write(job.to_json().encode())
    process.returncode = 0  # waited for by its id, not by this object
    return process.pid


def _write(fd: int, line: str) -> None:
    data = line.encode() + b"\n"
    while data:
        data = data[os.write(fd, data) :]


def _warm_up() -> None:
    """Import now what every run needs, so that a fork has it already."""
    from _pytest.config import default_plugins

    from labkit.grading import child  # noqa: F401

    own = [f"_pytest.{name}" for name in default_plugins]
    for name in (*own, *_STANDARD, "psycopg", "docker", "testcontainers.community.postgres"):
        with contextlib.suppress(ImportError):
            __import__(name)
    gc.collect()
    gc.freeze()  # what is here now is never garbage, so forks need not look through it
    gc.set_threshold(50_000)


def _own(fd: int) -> int:
    """Move a standard stream to a descriptor of its own; nothing inherits it."""
    copy = os.dup(fd)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, fd)
    os.close(nothing)
    return copy


def main() -> None:
    """Serve the grader that started this process."""
    orders, results = _own(0), _own(1)
    first = b""
    while not first.endswith(b"\n"):
        byte = os.read(orders, 1)
        if not byte:
            return
        first += byte
    settings = json.loads(first)
    os.environ.update(settings["environment"])
    if settings["fork"]:
        _warm_up()
    Nursery(orders, results, fork=settings["fork"]).serve()


if __name__ == "__main__":
    main()
