"""The grader's end of the nursery: hands out jobs, a few at a time, and takes results."""

import atexit
import contextlib
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from labkit.errors import LabError
from labkit.grading import sandbox
from labkit.grading.jobs import Job, Raw, opaque

_TICK_SECONDS = 0.2
_ROOT = Path(__file__).resolve().parent.parent.parent


def forks_here() -> bool:
    """Whether runs may be forked: not on macOS, whose libraries do not survive it."""
    return sys.platform == "linux" and not os.environ.get("LABKIT_NO_FORK")


def _isolation() -> str:
    return sandbox.BUBBLEWRAP if sandbox.works() else sandbox.LIMITS


class Pool:
    """A nursery process and the jobs that it has been given.

    Args:
        environment: variables for every run, for example those that name the container engine.
        sandboxed: whether to keep the runs apart by bubblewrap, where that works.
        imports: modules that the suites will need, and that take long to import.

    Attributes:
        isolation: how they are kept apart, ``bubblewrap`` or ``limits``; empty when not asked for.
        folder: where copies of the systems belong; the nursery deletes it when it ends, and so
            even when this process is killed.
    """

    def __init__(
        self,
        environment: Mapping[str, str],
        *,
        sandboxed: bool = False,
        imports: Iterable[str] = (),
    ) -> None:
        self.environment = dict(environment)
        self.imports = frozenset(imports)
        self.in_flight: set[str] = set()
        self.folder = Path(tempfile.gettempdir()) / f"labkit-{opaque()}"
        command = [sys.executable, "-m", "labkit.grading.nursery"]
        self.isolation = _isolation() if sandboxed else ""
        if self.isolation == sandbox.BUBBLEWRAP:
            self.folder.mkdir(mode=0o700)
            command = sandbox.wrapped(command, self.folder)
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=self._environment(),
            cwd="/", start_new_session=True,
        )  # fmt: skip
        self._answers = bytearray()
        settings = {"environment": self.environment, "fork": forks_here(), "imports": [*imports]}
        self._send({**settings, "folder": str(self.folder)})
        self.folder.mkdir(
            mode=0o700, exist_ok=True
        )  # only now, when there is somebody who will delete it

    @staticmethod
    def _environment() -> dict[str, str]:
        """This process's environment with the package on the path and pytest's settings out.

        With a hash seed, so that a suite fares the same today and tomorrow.
        """
        kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
        paths = [str(_ROOT), *filter(None, [kept.get("PYTHONPATH")])]
        return {**kept, "PYTHONPATH": os.pathsep.join(paths), "PYTHONDONTWRITEBYTECODE": "1",
                "PYTHONHASHSEED": "0", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}  # fmt: skip

    def serves(self, environment: Mapping[str, str], *, sandboxed: bool) -> bool:
        """Whether its runs have this environment and are kept apart as asked."""
        return self.environment == dict(environment) and bool(self.isolation) == sandboxed

    @property
    def alive(self) -> bool:
        """Whether the nursery runs."""
        return self._process.poll() is None

    def start(self, job: Job) -> None:
        """Start a job at once.

        Raises:
            LabError: when the nursery has ended.
        """
        self.in_flight.add(job.id)
        self._send({"id": job.id, "job": job.to_json()})

    def next(self, meanwhile: Callable[[], None] | None = None) -> Raw:
        """Wait for the next result.

        Args:
            meanwhile: called every 0.2 s while waiting; what it raises ends the waiting.

        Raises:
            LabError: when the nursery has ended.
        """
        answer = json.loads(self._line(meanwhile))
        self.in_flight.discard(answer["id"])
        if not answer["raw"]:
            return Raw(answer["id"], "early", (), 0.0, "")
        return Raw.from_json(answer["raw"])

    def _line(self, meanwhile: Callable[[], None] | None) -> bytes:
        assert self._process.stdout is not None
        fd = self._process.stdout.fileno()
        while b"\n" not in self._answers:
            if select.select([fd], [], [], _TICK_SECONDS)[0]:
                data = os.read(fd, 65536)
                if not data:
                    raise self._gone()
                self._answers += data
            elif meanwhile is not None:
                meanwhile()
        line, _, rest = bytes(self._answers).partition(b"\n")
        self._answers[:] = rest
        return line

    def cancel(self) -> None:
        """End every run that is under way and wait until all are gone."""
        if self.in_flight:
            self._send({"cancel": True})
        while self.in_flight:
            self.next()

    def close(self) -> None:
        """End the nursery and every run."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)  # should the nursery have been killed
        self._process.stdout.close()

    def _send(self, order: dict[str, object]) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(order).encode() + b"\n")
            self._process.stdin.flush()
        except (BrokenPipeError, ValueError):
            raise self._gone() from None

    def _gone(self) -> LabError:
        return LabError("The grader's helper process ended unexpectedly; run the check again.")


in_use = threading.RLock()
"""Held by whoever uses the shared pool: one check at a time in a process."""

_shared: deque[Pool] = deque(maxlen=1)


def shared(
    environment: Mapping[str, str], *, sandboxed: bool = False, imports: Iterable[str] = ()
) -> Pool:
    """The pool that this process keeps between checks; a new one when that will not do."""
    wanted = frozenset(imports)
    if _shared and _shared[0].alive and _shared[0].serves(environment, sandboxed=sandboxed):
        if wanted <= _shared[0].imports:
            return _shared[0]
        wanted |= _shared[0].imports
    close_shared()
    _shared.append(Pool(environment, sandboxed=sandboxed, imports=sorted(wanted)))
    return _shared[0]


def close_shared() -> None:
    """End the pool that this process keeps, if there is one."""
    while _shared:
        _shared.pop().close()


atexit.register(close_shared)
