"""One server process: started, listened to, told to end."""

import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from labkit import processes
from labkit.engine import account
from labkit.engine.logs import Log
from labkit.engine.pids import PidFolder

_END_SECONDS = 5.0
_QUICK_SECONDS = 1.0
_STOP_SECONDS = 2.0
_LAST_WORDS_SECONDS = 1.0  # a process that the server left behind may keep its output open


@dataclass(frozen=True)
class Launch:
    """How to start a server and how to see that it is ready.

    ``ready_mark`` is the text in its log after which it accepts connections; ``stream`` is the
    stream (1 or 2) under which Docker would show its output.
    """

    arguments: Sequence[str]
    folder: Path
    ready_mark: bytes
    stream: int
    environment: Mapping[str, str] = field(default_factory=dict)


class ServerProcess:
    """A running server. It is in a session of its own, so that an interrupt passes it by."""

    def __init__(self, launch: Launch, log: Log, pids: PidFolder) -> None:
        self._launch = launch
        self._pids = pids
        self.log = log
        self.ready = threading.Event()
        self._status: int | None = None
        self._watch = threading.Event()
        self._process = subprocess.Popen(
            launch.arguments,
            cwd=launch.folder,
            env=dict(launch.environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **account.process_options(),
        )
        pids.record(self._process.pid)
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        threading.Thread(target=self._await_end, daemon=True).start()

    @property
    def pid(self) -> int:
        """The number of the server's first process."""
        return self._process.pid

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as output:
            for line in output:
                self.log.write(self._launch.stream, line)
                if self._launch.ready_mark in line:
                    self.ready.set()

    def wait(self) -> int | None:
        """Wait until the server has ended; its exit status as Docker gives it (137: killed).

        None when it has not ended but was passed on: who waited has no part in it any more.
        """
        self._watch.wait()
        return self._status

    def pass_on(self, log: Log) -> None:
        """Give the server to another container: release who waits for it, begin a new log."""
        before, self._watch = self._watch, threading.Event()
        self.log = log
        before.set()
        if self._status is not None:
            self._watch.set()

    def _await_end(self) -> None:
        """Note the end once all is read that the server said: the last lines tell why."""
        status = self._process.wait()
        self._pids.forget(self.pid)
        self._listener.join(_LAST_WORDS_SECONDS)
        self._status = status if status >= 0 else 128 - status
        self._watch.set()

    def stop(self, number: int, seconds: float) -> None:
        """Ask the server to end with a signal and kill it when it has not within a time."""
        processes.send(self.pid, number)
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()

    def end(self, number: int) -> None:
        """End a server that is to be removed, by the signal at which it ends quickest."""
        if number == signal.SIGKILL:
            self.kill()
        else:
            self.stop(number, _QUICK_SECONDS)

    def kill(self) -> None:
        """End the server and all its children at once, as the end of a container does."""
        below = processes.end_tree(self.pid)
        self._process.wait()
        deadline = time.monotonic() + _END_SECONDS
        while any(map(processes.is_alive, below)) and time.monotonic() < deadline:
            threading.Event().wait(0.001)

    def signal(self, number: int) -> None:
        """Send a signal to the server's first process."""
        processes.send(self.pid, number)

    def pause(self) -> None:
        """Freeze the server: connections stay open and nobody answers."""
        processes.signal_tree(self.pid, signal.SIGSTOP)
        deadline = time.monotonic() + _STOP_SECONDS
        while not _is_stopped(self.pid) and time.monotonic() < deadline:
            threading.Event().wait(0.001)

    def resume(self) -> None:
        """Let a frozen server go on."""
        processes.signal_tree(self.pid, signal.SIGCONT)


def _is_stopped(pid: int) -> bool:
    """Whether all threads of a process stand still: on a busy machine that takes a moment."""
    tasks = list(Path(f"/proc/{pid}/task").glob("*/stat"))
    try:
        return all(task.read_text().rpartition(")")[2].split()[0] in "Tt" for task in tasks)
    except (OSError, IndexError):
        return True  # it has ended, or this system does not say
