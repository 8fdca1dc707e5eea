"""Taking a lease on the embedded engine, starting it first if it is not there."""

import contextlib
import fcntl
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from labkit.engine import places, room
from labkit.errors import MachineLacks

_START_SECONDS = 20.0


def launch() -> socket.socket:
    """A connection that keeps the embedded engine running until it is closed.

    Raises:
        MachineLacks: when no engine came up, the message names its log; when the disk is full.
    """
    path = places.socket_path()
    lease = _lease(path)
    if lease is not None:
        return lease
    with _alone():
        return _lease(path) or _start(path)


def _start(path: Path) -> socket.socket:
    room.require(places.room())
    log = places.private_folder() / "engine.log"
    with log.open("wb") as output:
        command = [sys.executable, "-m", "labkit.engine.supervisor"]
        package = str(Path(__file__).resolve().parents[2])
        search = os.pathsep.join(filter(None, [package, os.environ.get("PYTHONPATH", "")]))
        subprocess.run(
            command,
            env={**os.environ, "PYTHONPATH": search},
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            check=False,
        )
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        lease = _lease(path)
        if lease is not None:
            return lease
        threading.Event().wait(0.01)
    raise MachineLacks(f"The embedded engine did not start within 20 s: its log is {log}.")


def _lease(path: Path) -> socket.socket | None:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(_START_SECONDS)
    try:
        connection.connect(str(path))
        connection.sendall(b"POST /labkit/lease HTTP/1.1\r\nHost: lab\r\n\r\n")
        if b" 101 " in connection.recv(256):
            connection.settimeout(None)
            return connection
    except OSError:
        pass
    connection.close()
    return None


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """One starter at a time; the others find the engine when it is their turn."""
    with (places.private_folder() / "start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
