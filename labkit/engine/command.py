"""``labkit run -- COMMAND`` and ``labkit engine start | stop | status``."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

from labkit.engine import connection, places
from labkit.engine.launching import launch
from labkit.errors import LabError

_STOP_SECONDS = 20.0


def run(arguments: list[str]) -> int:
    """Run a command with a container engine and return its exit status.

    Args:
        arguments: the command, perhaps after ``--``.

    Raises:
        LabError: when there is no command, or none of that name.
    """
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        raise LabError("`run` needs a command, for example: labkit run -- pytest")
    with connection.connect() as engine:
        try:
            child = subprocess.Popen(command, env={**os.environ, **engine.environment})
        except OSError as error:
            raise LabError(
                f"`run` cannot start {command[0]!r} ({error.strerror}): check its name."
            ) from error
        return _status_of(child)


def _status_of(child: "subprocess.Popen[bytes]") -> int:
    """Wait for a child that gets the terminal's interrupts itself; a signal's status is 128 + n."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    try:
        status = child.wait()
    finally:
        signal.signal(signal.SIGINT, before)
    return status if status >= 0 else 128 - status


def main(arguments: list[str]) -> int:
    """Start, stop or describe the embedded engine by hand."""
    actions: dict[str, Callable[[], int]] = {"start": start, "stop": stop, "status": status}
    if len(arguments) != 1 or arguments[0] not in actions:
        raise LabError("`engine` takes one word: start, stop or status.")
    return actions[arguments[0]]()


def start() -> int:
    """Start the embedded engine and keep it until it is stopped; prints how to use it."""
    lease = launch()
    _post("/labkit/pin")
    lease.close()
    for name, value in connection.embedded_environment().items():
        print(f"export {name}={value}")
    return 0


def stop() -> int:
    """Stop the embedded engine with everything that runs in it."""
    found = connection.status(places.socket_path())
    if found is None:
        print("the embedded engine is not running")
        return 0
    _post("/labkit/stop")
    deadline = time.monotonic() + _STOP_SECONDS
    while Path(found["run"]).exists():
        if time.monotonic() > deadline:
            raise LabError(
                f"The embedded engine (pid {found['pid']}) did not stop within "
                f"{_STOP_SECONDS:.0f} s: end it with `kill -9 {found['pid']}`."
            )
        threading.Event().wait(0.02)
    print("the embedded engine has stopped")
    return 0


def status() -> int:
    """Say which engine commands would use and what runs in the embedded one."""
    other = connection.external()
    if other is not None:
        print(f"{other.kind} answers at {other.environment['DOCKER_HOST']} and is used")
    found = connection.status(places.socket_path())
    if found is None:
        print("the embedded engine is not running")
        return 0
    print(
        f"the embedded engine is running (pid {found['pid']}): "
        f"{found['containers']} containers, {found['leases']} clients"
    )
    return 0


def _post(path: str) -> None:
    to_engine = connection.UnixConnection(places.socket_path())
    to_engine.request("POST", path)
    to_engine.getresponse().read()
    to_engine.close()
