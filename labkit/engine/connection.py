"""How a process gets a container engine: Docker's or Podman's if one answers, else our own."""

import atexit
import http.client
import json
import os
import socket
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from labkit.engine import places
from labkit.engine.launching import launch
from labkit.errors import LabError, MachineLacks

_PING_SECONDS = 2.0
_CHOICES = ("auto", "docker", "embedded")

# testcontainers looks once a second for 120 s; ten times a second for as long is kinder.
_POLLING = {"TC_POOLING_INTERVAL": "0.1", "TC_MAX_TRIES": "1200"}


class UnixConnection(http.client.HTTPConnection):
    """HTTP on a unix socket."""

    def __init__(self, path: Path, seconds: float = _PING_SECONDS) -> None:
        super().__init__("localhost", timeout=seconds)
        self._path = path

    def connect(self) -> None:
        """Open the socket."""
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self._path))


@dataclass
class Engine:
    """A container engine that answers.

    ``kind`` is "docker", "podman" or "embedded"; ``environment`` holds the variables by which
    docker-py and testcontainers find it. While it is open, an embedded engine keeps running.
    """

    kind: str
    environment: dict[str, str]
    _lease: socket.socket | None = None

    def close(self) -> None:
        """Give the lease back; an embedded engine ends with its last one."""
        if self._lease is not None:
            self._lease.close()
            self._lease = None

    def __enter__(self) -> "Engine":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


_used: Engine | None = None
_beside: Engine | None = None
_looking = threading.Lock()


def use() -> Engine:
    """Connect this process once and put the engine's variables into its environment."""
    global _used
    if _used is None or (_used.kind == "embedded" and status(places.socket_path()) is None):
        _used = connect()
        atexit.register(_used.close)
        os.environ.update(_used.environment)
        _tell_testcontainers(_used)
    return _used


def quickest() -> Engine:
    """The engine that starts servers soonest: our own, also where this process uses Docker.

    ``LABKIT_ENGINE=docker`` rules it out. The environment of this process stays as it is.

    Raises:
        LabError: when ``LABKIT_ENGINE`` is none of its choices.
        MachineLacks: when no container engine can be had.
    """
    global _beside
    with _looking:
        used = use()
        if used.kind == "embedded" or os.environ.get("LABKIT_ENGINE") == "docker":
            return used
        if _beside is None or status(places.socket_path()) is None:
            try:
                _beside = _embedded()
            except MachineLacks:
                return used
            atexit.register(_beside.close)
        return _beside


def _tell_testcontainers(engine: Engine) -> None:
    """Repeat the settings to a testcontainers that was imported before: it reads them only then."""
    module = sys.modules.get("testcontainers.core.config")
    if module is None:
        return
    config = module.testcontainers_config
    config.sleep_time, config.max_tries = 0.1, 1200
    if engine.kind == "embedded":
        config.ryuk_disabled = True
        config.connection_mode_override = module.ConnectionMode.docker_host
        config.tc_host_override = "127.0.0.1"


def connect() -> Engine:
    """Find a container engine, starting the embedded one if no other answers.

    ``LABKIT_ENGINE`` may ask for ``docker`` or ``embedded``; the default takes what there is.

    Raises:
        LabError: when ``LABKIT_ENGINE`` is anything else.
        MachineLacks: when the embedded engine cannot start, or Docker is asked for and not here.
    """
    choice = os.environ.get("LABKIT_ENGINE") or "auto"
    if choice not in _CHOICES:
        raise LabError(
            f"LABKIT_ENGINE={choice}: the choices are {', '.join(_CHOICES)}; unset it for auto."
        )
    if choice != "embedded":
        found = external()
        if found is not None:
            return found
    if choice == "docker":
        raise MachineLacks(
            "LABKIT_ENGINE=docker asks for Docker or Podman and none answers: start it, or unset"
            " LABKIT_ENGINE to use the embedded engine."
        )
    return _embedded()


def _embedded() -> Engine:
    """Our own engine, started if it does not run.

    Raises:
        MachineLacks: when it cannot start.
    """
    return Engine("embedded", embedded_environment(), launch())


def external() -> Engine | None:
    """Docker or Podman, when one answers within two seconds and is not our own engine."""
    for address in _candidates():
        name = _name(address)
        if name:
            return Engine(name, {"DOCKER_HOST": address, **_POLLING})
    return None


def _candidates() -> Iterator[str]:
    own = f"unix://{places.socket_path()}"
    named = os.environ.get("DOCKER_HOST")
    if named and named != own:
        yield named
    user = os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}"
    for path in ("/var/run/docker.sock", f"{user}/docker.sock", f"{user}/podman/podman.sock",
                 "/run/podman/podman.sock", f"{Path.home()}/.docker/run/docker.sock"):  # fmt: skip
        if Path(path).exists():
            yield f"unix://{path}"


def _name(address: str) -> str | None:
    scheme, _, rest = address.partition("://")
    try:
        if scheme == "unix":
            connection: http.client.HTTPConnection = UnixConnection(Path(rest))
        else:
            host, _, port = rest.partition(":")
            connection = http.client.HTTPConnection(host, int(port or 2375), timeout=_PING_SECONDS)
        version = _ask(connection, "/version")
    except (OSError, ValueError, http.client.HTTPException):
        return None
    names = json.dumps(version.get("Components", "")) + json.dumps(version.get("Platform", ""))
    if "labkit" in names:
        return None
    return "podman" if "podman" in names.lower() else "docker"


def status(path: Path) -> dict[str, Any] | None:
    """What the embedded engine on a socket says of itself; None when none answers."""
    try:
        return _ask(UnixConnection(path), "/labkit/status") or None
    except (OSError, ValueError, http.client.HTTPException):
        return None


def _ask(connection: http.client.HTTPConnection, path: str) -> dict[str, Any]:
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        found: dict[str, Any] = json.loads(answer.read())
        return found if answer.status == 200 else {}
    finally:
        connection.close()


def embedded_environment() -> dict[str, str]:
    """The variables by which docker-py and testcontainers find the embedded engine."""
    return {
        "DOCKER_HOST": f"unix://{places.socket_path()}",
        "TESTCONTAINERS_RYUK_DISABLED": "true",  # the engine itself is the reaper
        "TESTCONTAINERS_CONNECTION_MODE": "docker_host",
        "TESTCONTAINERS_HOST_OVERRIDE": "127.0.0.1",
        **_POLLING,
    }
