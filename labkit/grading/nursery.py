"""The nursery: a process with pytest started and the drivers imported, from which runs are forked.

The grader starts it once (``python -m labkit.grading.nursery``) and sends it lines of JSON: first
the environment, then jobs and cancellations. Results come back as lines. It ends with its input,
and deletes the copies of the systems that the grader made, which may have been killed.
It never imports a system under test, a rubric or a suite, so that nothing of them is in the runs.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import selectors
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from labkit.grading import guardian

if TYPE_CHECKING:
    import pytest

_STANDARD = (
    "configparser",
    "difflib",
    "tomllib",
    "unittest",
    "getpass",
    "netrc",
    "concurrent.futures.thread",
)

_DRIVERS = ("psycopg", "docker", "testcontainers.community.postgres")

_LATE = {
    "fastapi": ("anyio._backends._asyncio", "pydantic.v1"),
    "httpx": ("anyio._backends._asyncio", "h11", "httpcore"),
    "uvicorn": (
        "uvicorn.lifespan.on",
        "uvicorn.loops.asyncio",
        "uvicorn.loops.auto",
        "uvicorn.protocols.http.auto",
    ),
}
"""What some modules import when they are used first, which would be in every run."""


@dataclass
class _Guardian:
    """A guardian process: its pipes, and the job that it is at; empty when it waits for one."""

    pid: int
    orders: int
    results: int
    job: str = ""
    received: bytearray = field(default_factory=bytearray)


class Nursery:
    """Gives each job to a guardian that is free, a new one if need be, and passes results on.

    Args:
        orders: where the grader's orders come from.
        results: where the results go.
        start: how guardians start suites, when they are forked; None to start fresh interpreters.
    """

    def __init__(self, orders: int, results: int, start: guardian.Start | None) -> None:
        self._orders, self._results, self._start_suite = orders, results, start
        self._guardians: dict[int, _Guardian] = {}
        self._selector = selectors.DefaultSelector()
        self._pending = b""

    def serve(self) -> None:
        """Work until the grader closes the pipe; then wait for the guardians to end their runs."""
        self._selector.register(self._orders, selectors.EVENT_READ)
        while True:
            for key, _ in self._selector.select():
                if key.fd != self._orders:
                    self._collect(self._guardians[key.fd])
                elif not self._obey(os.read(self._orders, 65536)):
                    return self._end()

    def _obey(self, data: bytes) -> bool:
        *lines, self._pending = (self._pending + data).split(b"\n")
        for line in lines:
            order: dict[str, Any] = json.loads(line)
            if "cancel" in order:
                self._cancel(each for each in self._guardians.values() if each.job)
            else:
                self._give(order["id"], order["job"])
        return bool(data)

    def _give(self, name: str, job: str) -> None:
        free = (g for g in self._guardians.values() if not g.job and g.orders >= 0)
        chosen = next(free, None) or self._hire()
        chosen.job = name
        guardian.write_line(chosen.orders, job)

    @staticmethod
    def _cancel(guardians: Iterable[_Guardian]) -> None:
        """Cut lifelines; the guardians end their runs, say so, and end."""
        for each in guardians:
            if each.orders >= 0:
                os.close(each.orders)
                each.orders = -1

    def _end(self) -> None:
        self._cancel(self._guardians.values())
        for each in self._guardians.values():
            with contextlib.suppress(ChildProcessError):
                os.waitpid(each.pid, 0)

    def _hire(self) -> _Guardian:
        orders_end, orders = os.pipe()
        results, results_end = os.pipe()
        if self._start_suite:
            pid = self._forked(orders_end, results_end, {orders, results})
        else:
            pid = _spawned(orders_end, results_end)
        os.close(orders_end)
        os.close(results_end)
        self._guardians[results] = hired = _Guardian(pid, orders, results)
        self._selector.register(results, selectors.EVENT_READ)
        return hired

    def _forked(self, orders: int, results: int, own: set[int]) -> int:
        """Fork a guardian; ``own`` are the nursery's ends of its pipes, which it must let go of."""
        assert self._start_suite is not None
        pid = os.fork()
        if pid == 0:
            try:
                self._let_go(own)
                guardian.serve(orders, results, self._start_suite)
            finally:
                os._exit(0)
        return pid

    def _let_go(self, fds: set[int]) -> None:
        """In a forked guardian: close the pipes of the nursery and of the other guardians."""
        self._selector.close()
        fds |= {self._orders, self._results}
        for each in self._guardians.values():
            fds |= {each.results, each.orders}
        for fd in fds:
            if fd >= 0:
                os.close(fd)

    def _collect(self, one: _Guardian) -> None:
        """Take what a guardian says: a line is a result, the end of the pipe is its own end."""
        data = os.read(one.results, 65536)
        one.received += data
        if not data or data.endswith(b"\n"):
            if one.job:
                answer = {"id": one.job, "raw": one.received.decode()}
                guardian.write_line(self._results, json.dumps(answer))
            one.job = ""
            one.received.clear()
        if not data:
            self._dismiss(one)

    def _dismiss(self, one: _Guardian) -> None:
        self._selector.unregister(one.results)
        del self._guardians[one.results]
        for fd in (one.results, one.orders):
            if fd >= 0:
                os.close(fd)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(one.pid, 0)


def _spawned(orders: int, results: int) -> int:
    process = subprocess.Popen(
        [sys.executable, "-m", "labkit.grading.guardian", str(orders), str(results)],
        stdin=subprocess.DEVNULL, pass_fds=[orders, results], start_new_session=True,
    )  # fmt: skip
    process.returncode = 0  # waited for by its id, not by this object
    return process.pid


def _warm_up(more: Iterable[str]) -> None:
    """Import now what every run needs, so that a fork has it already."""
    late = (name for each in more for name in (each, *_LATE.get(each, ())))
    for name in (*_STANDARD, *_DRIVERS, *late):
        with contextlib.suppress(ImportError), warnings.catch_warnings(action="ignore"):
            __import__(name)
    _ask_once()


def _ask_once() -> None:
    """Remember redis-py's version, which it reads from the disk anew for every connection."""
    redis: Any = sys.modules.get("redis.utils")
    if redis is not None:
        version = redis.get_lib_version()
        redis.get_lib_version = lambda: version


def _serve_by_fork(orders: int, results: int, copies: str, imports: Iterable[str]) -> None:
    """Serve from inside a session of pytest, so that every fork is born into one."""
    from labkit.grading import child, starting

    beside = guardian.new_folder()

    def serve(session: pytest.Session) -> None:
        beside.rmdir()  # only its place mattered
        gc.collect()
        gc.freeze()  # what is here now is never garbage, so forks need not look through it
        gc.set_threshold(50_000)
        Nursery(orders, results, partial(starting.start_by_fork, session)).serve()
        shutil.rmtree(copies, ignore_errors=True)
        os._exit(0)

    _warm_up(imports)
    child.in_session(serve, beside)


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
        _serve_by_fork(orders, results, settings["folder"], settings["imports"])
    else:
        Nursery(orders, results, None).serve()
        shutil.rmtree(settings["folder"], ignore_errors=True)


if __name__ == "__main__":
    main()
