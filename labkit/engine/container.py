"""A container's life: create, start, pause, stop, kill, restart, remove.

It follows what Docker shows (status, exit code, timestamps); the work is done by a ``Server``.
"""

import secrets
import shutil
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from labkit.engine import account, health
from labkit.engine.health import Health
from labkit.engine.logs import Wanted
from labkit.engine.ports import Reservation, is_listened_on
from labkit.engine.room import NoRoom, as_no_room
from labkit.engine.servers.images import Image
from labkit.engine.servers.process import ServerProcess
from labkit.engine.servers.server import Server, Site, StartFailed, Wishes
from labkit.engine.spares import Spares

_READY_SECONDS = 30.0
_BOOT_SECONDS = 10.0  # for which `start` waits to see whether the process can be started
_QUICK_SECONDS = 0.5
_PORTS_TO_TRY = 3
_PATIENCE_SECONDS = 8.0  # a server that comes back needs no spare made while there is much to do
_KILLED = 137


class Conflict(Exception):
    """The container's state does not allow what was asked for (Docker's status 409)."""


@dataclass(frozen=True)
class Configuration:
    """What a client asked for when it created the container, in Docker's own terms.

    ``request`` is the body of the create call. ``ports`` maps container ports to the wanted ports
    of this machine, 0 for any. ``owner`` is the pid of the process that asked.
    """

    name: str
    image: Image
    wishes: Wishes
    ports: dict[int, int]
    request: dict[str, Any]
    owner: int


@dataclass
class State:
    """What Docker reports as a container's state; times are seconds since the epoch, 0 never."""

    status: str = "created"
    exit_code: int = 0
    error: str = ""
    created: float = field(default_factory=time.time)
    started: float = 0.0
    finished: float = 0.0


class Container:
    """One container. Calls on one container are made one after another."""

    def __init__(self, configuration: Configuration, site: Site, spares: Spares) -> None:
        self.id = secrets.token_hex(32)
        self.configuration = configuration
        self.state = State()
        self.files: dict[str, Path] = dict(configuration.wishes.files or {})
        self.reservations: dict[int, Reservation] = {}
        self.networks: dict[str, list[str]] = {}
        self.health: Health | None = None
        self.ended = threading.Event()
        self.folder = site.run / self.id[:12]
        self.folder.mkdir(mode=0o711)
        self._site = site
        self._spares = spares
        self._server: Server | None = None
        self._guard = threading.RLock()
        self._booted = threading.Event()
        self._problem: Exception | None = None
        self.when_ended: Callable[[], None] = lambda: None
        self._handled = False  # whether its process was signalled: then it is not used again

    @property
    def server(self) -> Server:
        """The server behind this container; made when first asked for."""
        with self._guard:
            if self._server is None:
                self._server = self._new_server(self.folder)
            return self._server

    @property
    def pid(self) -> int:
        """The server's pid, 0 while there is none."""
        process = self._server.process if self._server else None
        return process.pid if process and self.state.status in ("running", "paused") else 0

    def start(self) -> None:
        """Reserve the ports and let the server come up; only a quick one is waited for.

        A client that finds the port closed waits before it tries again, redis-py up to a second.

        Raises:
            PortTaken: when somebody else has a port that was asked for by number.
            NoRoom: when the disk is full.
        """
        with self._guard:
            if self.state.status in ("running", "paused"):
                return
            self.ended.clear()
            self._booted.clear()
            server = self._take_spare() or self._reserved()
            self.state.status, self.state.started = "running", time.time()
            self.state.exit_code, self._problem = 0, None
            threading.Thread(target=self._live, args=(server,), daemon=True).start()
            if check := health.wanted(self.configuration.request):
                health.watch(self, check)
        self._booted.wait(_BOOT_SECONDS)
        if isinstance(self._problem, NoRoom):
            raise self._problem
        if server.quick:
            self.wait_until_ready(_QUICK_SECONDS)

    def wait_until_ready(self, seconds: float = _READY_SECONDS) -> None:
        """Wait until the server accepts connections, has ended, or has had long enough."""
        deadline = time.monotonic() + seconds
        self._booted.wait(seconds)
        process = self.server.process
        while process and time.monotonic() < deadline and not self.ended.is_set():
            if process.ready.wait(0.05):
                return

    def why_ended(self) -> str:
        """What is known of the end of a container that has ended; empty for others."""
        if self.state.status != "exited":
            return ""
        last = self.server.log.read(Wanted(tail=1))
        said = last[0].text.decode().strip() if last else "no log"
        return f": it ended with status {self.state.exit_code}: {said}"

    def stop(self, seconds: float, number: int | None = None) -> None:
        """End the server with its stop signal, or by force after a time in seconds."""
        process = self._running_process()
        self._handled = True
        if process:
            if self.state.status == "paused":
                process.resume()
            process.stop(number or self.server.stop_signal, seconds)
            self.ended.wait()

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Send a signal; SIGKILL ends everything in the container at once."""
        process = self._running_process()
        self._handled = True
        if process is None:
            raise Conflict(f"Container {self.id} is not running")
        if number == signal.SIGKILL:
            process.kill()
            self.ended.wait()
        else:
            process.signal(number)

    def pause(self) -> None:
        """Freeze the server."""
        with self._guard:
            if self.state.status == "paused":
                raise Conflict(f"Container {self.id} is already paused")
            if self.state.status != "running":
                raise Conflict(f"Container {self.id} is not running")
            self._booted.wait(_READY_SECONDS)
            if self.server.process:
                self.server.process.pause()
            self.state.status = "paused"

    def resume(self) -> None:
        """Let a frozen server go on."""
        with self._guard:
            if self.state.status != "paused":
                raise Conflict(f"Container {self.id} is not paused")
            if self.server.process:
                self.server.process.resume()
            self.state.status = "running"

    def remove(self, *, entered: bool = False) -> None:
        """End the server, or make it as new for another, and delete all that is the container's.

        Args:
            entered: whether a command was run inside: then the server is not used again.
        """
        process = self._running_process()
        key, renewed = (None, None) if entered else self._renewed()
        if process and renewed is None:
            if self.state.status == "paused":
                process.resume()
            process.end(self.server.quick_signal)
        if process:
            self.ended.wait()
        self.state.status = "removing"
        for reservation in self.reservations.values():
            reservation.release()
        if self._server:
            self._server.log.close()
        if self._server and renewed is None:
            self._server.retire()
            _delete(self._server.folder)
        if renewed is None or renewed.folder != self.folder:
            _delete(self.folder)
        if key and renewed:
            self._spares.give_back(key, renewed)

    def _renewed(self) -> tuple[str | None, Server | None]:
        """The server made as new and its key, if it has only been used as a server is used."""
        handled = self._handled or self.health is not None
        used_as_meant = self.state.status == "running" and not handled
        if not (used_as_meant and self.server.renews) or self._spares.closing.is_set():
            return None, None
        key = self.server.spare_key()
        return key, self.server.renewed() if key else None

    def put(self, inside: str, here: Path) -> None:
        """Make a file of this machine known under a path inside the container."""
        self.files[inside] = here
        for folder, data in self.server.folders().items():
            if PurePosixPath(inside).is_relative_to(folder) and data.exists():
                target = data / PurePosixPath(inside).relative_to(folder)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(here, target)
                account.give(target)

    def known_paths(self) -> dict[str, Path]:
        """Files and folders inside the container, and where they are on this machine."""
        return {**self.server.folders(), **self.files}

    def here(self, inside: str) -> Path:
        """Where a path inside the container is on this machine; there may be nothing."""
        path = PurePosixPath(inside)
        for known, here in sorted(self.known_paths().items(), reverse=True):  # longest first
            if path.is_relative_to(known):
                return here / path.relative_to(known)
        return self.folder / "root" / inside.lstrip("/")

    def _running_process(self) -> ServerProcess | None:
        if self.state.status not in ("running", "paused"):
            return None
        self._booted.wait(_READY_SECONDS)
        return self.server.process

    def _new_server(self, folder: Path) -> Server:
        wishes = self.configuration.wishes
        image = self.configuration.image
        own = Wishes(wishes.environment, wishes.command, self.files)
        return image.server(self._site, folder, own, image.program)

    def _take_spare(self) -> Server | None:
        """A spare that is already up, if this is a first start and nothing special is asked for."""
        wanted = self.configuration.ports
        key = self.server.spare_key() if self.state.status == "created" else None
        if key is None or any(wanted.values()):
            return None
        patience = _PATIENCE_SECONDS if self.server.renews else 0.0
        spare = self._spares.take(key, self._make_spare, patience)
        if spare is not None and spare.reservation is not None:
            self._server = spare
            self._reserve(spare.container_port, spare.reservation)
        return spare

    def _make_spare(self) -> Server:
        folder = self._site.run / f"spare-{secrets.token_hex(6)}"
        folder.mkdir(mode=0o711)
        account.give(folder)
        image = self.configuration.image
        server = image.server(self._site, folder, self.configuration.wishes, image.program)
        try:
            server.prepare()
            server.reservation = Reservation()
            if self._comes_up(server.launch()):
                return server
            raise StartFailed("the spare did not come up")
        except BaseException:
            discard(server)
            raise

    def _comes_up(self, process: ServerProcess) -> bool:
        """Wait for a spare, unless the engine is closing: a broker takes seconds."""
        deadline = time.monotonic() + _READY_SECONDS
        while time.monotonic() < deadline and not self._spares.closing.is_set():
            if process.ready.wait(0.1):
                return True
        return False

    def _reserved(self) -> Server:
        self._reserve()
        server = self.server
        server.reservation = self.reservations.get(server.container_port) or Reservation()
        account.give(self.folder)
        return server

    def _reserve(self, port: int = 0, reservation: Reservation | None = None) -> None:
        """Take a fresh port of this machine for every container port, as each start does."""
        for old in self.reservations.values():
            old.release()
        self.reservations = {}
        for inside, wanted in self.configuration.ports.items():
            own = reservation if inside == port else None
            self.reservations[inside] = own or Reservation(wanted)

    def _live(self, server: Server) -> None:
        """From the start to the end of the server; runs in a thread of its own."""
        try:
            if server.process is None:
                server.prepare()
            status = self._serve(server)
        except (StartFailed, OSError) as problem:
            self._problem = as_no_room(problem, self._site.run)
            server.log.write(2, f"{self._problem}\n".encode())
            status = getattr(self._problem, "status", 1)
        self._finish(server, status)

    def _serve(self, server: Server) -> int:
        """Run the process to its end; on another port if somebody else has taken its own."""
        for _ in range(_PORTS_TO_TRY):
            process = server.process or server.launch()
            self._booted.set()
            ended = process.wait()
            if ended is None:
                return _KILLED  # it was passed on: this container is being removed
            status = ended
            if process.ready.is_set() or not self._lost_its_port(server):
                break
            self._move(server)
        return status

    def _lost_its_port(self, server: Server) -> bool:
        asked = self.configuration.ports.get(server.container_port)
        own = server.reservation
        return not asked and own is not None and is_listened_on(own.port)

    def _move(self, server: Server) -> None:
        """Give a server another port, since a program has bound the reserved one nevertheless."""
        assert server.reservation is not None
        server.reservation.release()
        server.process, server.reservation = None, Reservation()
        if server.container_port in self.reservations:
            self.reservations[server.container_port] = server.reservation

    def _finish(self, server: Server, status: int) -> None:
        server.process = None
        server.log.close()
        self.state.status, self.state.exit_code = "exited", status
        self.state.error = str(self._problem or "")
        self.state.finished = time.time()
        self._booted.set()
        self.ended.set()
        self.when_ended()


def _delete(folder: Path) -> None:
    """Move a folder out of the way at once and delete it in the background."""
    grave = folder.with_name(f"gone-{folder.name}")
    try:
        folder.rename(grave)
    except FileNotFoundError:
        return
    threading.Thread(target=shutil.rmtree, args=(grave, True), daemon=True).start()


def discard(server: Server) -> None:
    """End a spare that nobody took."""
    if server.process:
        server.process.end(server.quick_signal)
    if server.reservation:
        server.reservation.release()
    server.retire()
    _delete(server.folder)
