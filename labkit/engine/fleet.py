"""All that an engine holds: containers, networks and the commands run inside containers."""

import secrets
import shutil
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from labkit import processes
from labkit.engine import places
from labkit.engine.container import Configuration, Container, discard
from labkit.engine.pids import PidFolder
from labkit.engine.servers.recycling import Recycling
from labkit.engine.servers.server import Site
from labkit.engine.spares import Spares

_DELETE_SECONDS = 10.0
_PREDEFINED = ("bridge", "host", "none")
SESSION_LABEL = "org.testcontainers.session-id"


class NotFound(Exception):
    """No object of that name or id (Docker's status 404)."""


class NameTaken(Exception):
    """Another object has that name already (Docker's status 409)."""


class InUse(Exception):
    """An object that others need or that must not change (Docker's status 403)."""


@dataclass
class Network:
    """A named network. Processes share the machine's loopback, so it is a name and no wall."""

    name: str
    labels: dict[str, str] = field(default_factory=dict)
    id: str = field(default_factory=lambda: secrets.token_hex(32))


@dataclass
class Exec:
    """A command to run inside a container; ``exit_code`` None until it has ended."""

    container: Container
    request: dict[str, Any]
    id: str = field(default_factory=lambda: secrets.token_hex(32))
    exit_code: int | None = None
    running: bool = False
    pid: int = 0


class Fleet:
    """The engine's state; every method may be called from any thread."""

    def __init__(self, run: Path) -> None:
        self.site = Site(run, PidFolder(run / "pids"), Recycling(run / "recycling"))
        self.spares = Spares(discard)
        self.execs: dict[str, Exec] = {}
        self.networks = {name: Network(name) for name in _PREDEFINED}
        self._containers: dict[str, Container] = {}
        self._owners: set[int] = set()
        self._guard = threading.Lock()

    def add(self, configuration: Configuration) -> Container:
        """Create a container and, as Ryuk would, remove it when its test session is gone."""
        with self._guard:
            names = {each.configuration.name for each in self._containers.values()}
            if configuration.name in names:
                raise NameTaken(
                    f'Conflict. The container name "/{configuration.name}" is already in use. '
                    "You have to remove (or rename) that container to be able to reuse that name."
                )
            container = Container(configuration, self.site, self.spares)
            container.networks = self._joined(configuration.request)
            self._containers[container.id] = container
        if (configuration.request.get("HostConfig") or {}).get("AutoRemove"):
            container.when_ended = lambda: self.remove(container)
        if configuration.owner and is_of_a_test(configuration):
            self._reap_with_owner(container)
        return container

    def find(self, reference: str) -> Container:
        """The container with an id, the beginning of one, or a name."""
        with self._guard:
            for each in self._containers.values():
                if each.configuration.name == reference.lstrip("/") or each.id == reference:
                    return each
            short = [each for each in self._containers.values() if each.id.startswith(reference)]
        if len(short) != 1:
            raise NotFound(f"No such container: {reference}")
        return short[0]

    def all(self) -> list[Container]:
        """Every container, newest first."""
        with self._guard:
            return list(reversed(self._containers.values()))

    def remove(self, container: Container) -> None:
        """Take a container out of the list, end it and delete its files."""
        with self._guard:
            if self._containers.pop(container.id, None) is None:
                return
            entered = [each for each in self.execs.values() if each.container is container]
            for gone in entered:
                del self.execs[gone.id]
        container.remove(entered=bool(entered))

    def network(self, reference: str) -> Network:
        """The network with a name or an id."""
        for network in list(self.networks.values()):
            if reference in (network.id, network.name):
                return network
        raise NotFound(f"network {reference} not found")

    def members(self, network: Network) -> list[Container]:
        """The containers that run in a network."""
        running = (each for each in self.all() if each.state.status in ("running", "paused"))
        return [each for each in running if network.name in each.networks]

    def remove_network(self, network: Network) -> None:
        """Forget a network; InUse while containers run in it."""
        if network.name in _PREDEFINED:
            raise InUse(f"{network.name} is a pre-defined network and cannot be removed")
        if self.members(network):
            raise InUse(
                f"error while removing network: network {network.name} id {network.id} has active "
                "endpoints"
            )
        self.networks.pop(network.name, None)

    def _joined(self, request: dict[str, Any]) -> dict[str, list[str]]:
        """The networks that a create call names, each with the container's aliases in it."""
        named = (request.get("NetworkingConfig") or {}).get("EndpointsConfig") or {}
        mode = (request.get("HostConfig") or {}).get("NetworkMode") or "bridge"
        if not named:
            named = {"bridge" if mode == "default" else mode: None}
        return {
            self.network(name).name: list((endpoint or {}).get("Aliases") or [])
            for name, endpoint in named.items()
        }

    def close(self) -> None:
        """Remove everything, spares included, and the run folder itself."""
        self.site.recycling.close()
        self.spares.close()
        for container in self.all():
            self.remove(container)
        self.site.pids.end_all()
        deadline = time.monotonic() + _DELETE_SECONDS
        while self.site.run.exists() and time.monotonic() < deadline:
            shutil.rmtree(self.site.run, ignore_errors=True)  # other threads delete in it, too

    def _reap_with_owner(self, container: Container) -> None:
        """Remove a container when its owner has ended; one thread watches all of an owner's."""
        owner = container.configuration.owner
        with self._guard:
            known = owner in self._owners
            self._owners.add(owner)
        if not known:
            threading.Thread(
                target=processes.when_ended, args=(owner, lambda: self._bury(owner)), daemon=True
            ).start()

    def _bury(self, owner: int) -> None:
        with self._guard:
            self._owners.discard(owner)
        for container in self.all():
            if container.configuration.owner == owner and is_of_a_test(container.configuration):
                self.remove(container)


def is_of_a_test(configuration: Configuration) -> bool:
    """Whether testcontainers made a container, so that it must not outlive its maker."""
    return SESSION_LABEL in (configuration.request.get("Labels") or {})


def new_run_folder() -> Path:
    """A fresh folder for one engine's containers, which servers' accounts may enter."""
    folder = Path(tempfile.mkdtemp(prefix="run-", dir=places.room()))
    folder.chmod(0o711)
    return folder
