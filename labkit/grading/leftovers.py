"""What a suite leaves behind when its last test and its fixtures have ended.

Seen from inside the suite's own process, so a suite could lie about it: it is told, and costs
nothing.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

from labkit.processes import descendants, is_alive

_GRACE_SECONDS = 0.3
_CONNECTED = {"01", "08"}  # ESTABLISHED, and CLOSE_WAIT: the server is gone, the client holds on
_LISTENING = "0A"
_NOT_THE_SUITES = ("resource_tracker", "forkserver")


class Leftovers:
    """A pytest plugin that notes what a suite opens, and tells what of it is still there.

    Args:
        session: the id of this process's testcontainers session.
    """

    def __init__(self, session: str) -> None:
        self._session = session
        self._threads = set(threading.enumerate())
        self._since: dict[str, str] = {}
        self._note("")

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        """Remember after which test a thread, connection or process was there first."""
        self._note(nodeid.partition("::")[2])

    def told(self) -> list[str]:
        """What is there now and was not at the beginning, in words."""
        deadline = time.monotonic() + _GRACE_SECONDS
        while self._mine() and time.monotonic() < deadline:
            time.sleep(0.01)  # a thread or process that is just ending may do so
        found = [words + self._when(key) for key, words in self._mine().items()]
        return [*_containers(self._session), *_counted(found)]

    def _note(self, test: str) -> None:
        sockets = map(_socket, _inodes())  # all of them: which are connected takes long to find out
        for key in (*_threads(self._threads), *_processes(), *sockets):
            self._since.setdefault(key, test)

    def _mine(self) -> dict[str, str]:
        now = {**_threads(self._threads), **_processes(), **_sockets()}
        return {key: words for key, words in now.items() if self._since.get(key, "?")}

    def _when(self, key: str) -> str:
        test = self._since.get(key)
        return f" (since {test})" if test else ""


def _threads(known: set[threading.Thread]) -> dict[str, str]:
    return {
        f"thread {thread.ident}": f"the thread {thread.name!r}"
        for thread in threading.enumerate()
        if thread not in known
    }


def _processes() -> dict[str, str]:
    """Children of this process, and orphans, which the guardian above it has adopted."""
    pids = set(descendants(os.getppid())) - {os.getpid()}
    commands = {pid: _command(pid) for pid in sorted(pids) if is_alive(pid)}
    return {
        f"process {pid}": f"the process {name!r}"
        for pid, name in commands.items()
        if not any(word in name for word in _NOT_THE_SUITES)
    }


def _command(pid: int) -> str:
    with contextlib.suppress(OSError):
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
        return " ".join([Path(words[0]).name, *words[1:]]).strip()[:60]
    return "?"


def _sockets() -> dict[str, str]:
    """TCP sockets that are open here; none where there is no /proc."""
    own = _inodes()
    found = {}
    for row in _tcp_rows() if own else ():
        remote, state, inode = row[2], row[3], row[9]
        if inode not in own or own[inode] == _reaper():
            continue
        if state in _CONNECTED and int(remote.rpartition(":")[2], 16) != _docker_port():
            found[_socket(inode)] = "an open connection"
        elif state == _LISTENING:
            found[_socket(inode)] = "an open port"
    return found


def _socket(inode: str) -> str:
    return f"socket {inode}"


def _inodes() -> dict[str, int]:
    """This process's sockets: the descriptor of each inode; none where there is no /proc."""
    if sys.platform != "linux":
        return {}
    found = {}
    for name in os.listdir("/proc/self/fd"):  # noqa: PTH208 - a Path is made for each otherwise
        with contextlib.suppress(OSError):
            target = os.readlink(f"/proc/self/fd/{name}")  # noqa: PTH115
            if target.startswith("socket:["):
                found[target[8:-1]] = int(name)
    return found


def _tcp_rows() -> list[list[str]]:
    rows = []
    for table in ("tcp", "tcp6"):
        with contextlib.suppress(OSError):
            lines = Path(f"/proc/self/net/{table}").read_text().splitlines()
            rows += [line.split() for line in lines[1:]]
    return rows


def _reaper() -> int:
    """The descriptor of testcontainers' connection to Ryuk, which stays open on purpose."""
    module: Any = sys.modules.get("testcontainers.core.container")
    connection = getattr(getattr(module, "Reaper", None), "_socket", None)
    return connection.fileno() if connection is not None else -1


def _docker_port() -> int:
    port = os.environ.get("DOCKER_HOST", "").rpartition(":")[2]
    return int(port) if port.isdigit() else -1


def _containers(session: str) -> list[str]:
    """The containers of this session that are still there."""
    if "docker" not in sys.modules or "DOCKER_HOST" not in os.environ:
        return []
    from labkit.grading.contents import containers_of

    rows = containers_of(session)
    return _counted([f"a container of {row.attrs['Config']['Image']}" for row in rows])


def _counted(words: list[str]) -> list[str]:
    """The same words once, with their number where there are more."""
    return [
        f"{word} ({count} times)" if count > 1 else word for word, count in Counter(words).items()
    ]
