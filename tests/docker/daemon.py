"""A Docker engine whose programs, data, socket and log are all below one folder."""

import http.client
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from labkit.engine.connection import UnixConnection
from tests.docker.errors import NoDockerHere

_SECONDS_TO_COME_UP = 60
_SECONDS_TO_END = 30


@contextmanager
def daemon(room: Path) -> Iterator[None]:
    """Run dockerd while the block runs.

    Raises:
        NoDockerHere: when it does not come up, with what it says of that.
    """
    with (room / "dockerd.log").open("wb") as log:
        process = subprocess.Popen(_command(room), env=programs(room), stdout=log, stderr=log)
    try:
        _wait_until_it_answers(process, room)
        yield
    finally:
        process.terminate()
        try:
            process.wait(_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            process.kill()


def programs(room: Path) -> dict[str, str]:
    """The environment for Docker's own programs, which were unpacked and not installed."""
    engine = room / "engine"
    (libraries,) = engine.glob("usr/lib/*-linux-gnu")
    return {
        **os.environ,
        "PATH": f"{engine}/usr/sbin:{engine}/usr/bin:{os.environ.get('PATH', os.defpath)}",
        "LD_LIBRARY_PATH": str(libraries),
        "XTABLES_LIBDIR": str(libraries / "xtables"),
        "DOCKER_HOST": _address(room),
    }


def clients(room: Path) -> dict[str, str]:
    """The environment for tests that are to run on this engine and on no other.

    Ryuk's image cannot be had, and nobody needs it: what a test leaves ends with the engine.
    """
    return {
        **os.environ,
        "DOCKER_HOST": _address(room),
        "LABKIT_ENGINE": "docker",
        "TESTCONTAINERS_RYUK_DISABLED": "true",
        "TESTCONTAINERS_CONNECTION_MODE": "docker_host",
        "TESTCONTAINERS_HOST_OVERRIDE": "127.0.0.1",
    }


def _address(room: Path) -> str:
    return f"unix://{_socket(room)}"


def _socket(room: Path) -> Path:
    return room / "docker.sock"


def _command(room: Path) -> list[str]:
    return [
        str(room / "engine/usr/sbin/dockerd"),
        "--host", _address(room),
        "--data-root", f"{room}/data",
        "--exec-root", f"{room}/run",
        "--pidfile", f"{room}/dockerd.pid",
        "--exec-opt", "native.cgroupdriver=cgroupfs",
        "--cgroup-parent", f"/{room.name}",
        # One address: otherwise IPv4 and IPv6 have different random ports.
        "--ip", "127.0.0.1",
    ]  # fmt: skip


def _wait_until_it_answers(process: "subprocess.Popen[bytes]", room: Path) -> None:
    deadline = time.monotonic() + _SECONDS_TO_COME_UP
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError, http.client.HTTPException):
            connection = UnixConnection(_socket(room))
            connection.request("GET", "/_ping")
            if connection.getresponse().status == http.client.OK:
                return
        time.sleep(0.1)
    lines = (room / "dockerd.log").read_text(errors="replace").strip().splitlines()
    raise NoDockerHere(f"dockerd does not come up; it says: {(lines or ['nothing'])[-1]}")
