"""What every server offers to the container that runs it."""

import signal
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from labkit.engine.logs import Log
from labkit.engine.pids import PidFolder
from labkit.engine.ports import Reservation
from labkit.engine.servers.binaries import Installed
from labkit.engine.servers.process import Launch, ServerProcess
from labkit.engine.servers.recycling import Recycling

SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/homebrew/bin"


class StartFailed(Exception):
    """A server could not be made ready; ``status`` is what the image's entry point would return."""

    def __init__(self, message: str, status: int = 1) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class Site:
    """Where servers live: the engine's run folder, its list of processes, folders to use again."""

    run: Path
    pids: PidFolder
    recycling: Recycling


@dataclass(frozen=True)
class Wishes:
    """What a container asks of its server: environment, command, and its own files.

    ``files`` maps folders and files inside the container to those on this machine.
    """

    environment: Mapping[str, str]
    command: tuple[str, ...] = ()
    files: Mapping[str, Path] | None = None


class Server(ABC):
    """A server with its own folder, log and port; the process may come and go (stop, start)."""

    container_port: int  # the class's is the image's default; a command may ask for another
    stop_signal: ClassVar[int] = signal.SIGTERM
    quick_signal: ClassVar[int] = signal.SIGKILL  # for a server whose data nobody will miss
    quick: ClassVar[bool] = False  # comes up within milliseconds
    ready_mark: ClassVar[bytes]
    stream: ClassVar[int]
    renews: ClassVar[bool] = False  # whether one can serve many containers, one after another

    def __init__(self, site: Site, folder: Path, wishes: Wishes, program: Installed) -> None:
        self.site = site
        self.folder = folder
        self.wishes = wishes
        self.program = program
        self.log = Log()
        self.process: ServerProcess | None = None
        self.reservation: Reservation | None = None

    @abstractmethod
    def spare_key(self) -> str | None:
        """Equal keys mean interchangeable fresh servers; None when this one is special."""

    @abstractmethod
    def prepare(self) -> None:
        """Make the data ready, once; StartFailed when that cannot be done."""

    @abstractmethod
    def arguments(self, port: int) -> list[str]:
        """The command that starts the server on a port of 127.0.0.1."""

    @abstractmethod
    def exec_environment(self, port: int) -> dict[str, str]:
        """What a command that is run inside the container needs to find the server."""

    def folders(self) -> Mapping[str, Path]:
        """The image's folders that hold the server's data, and where they are here."""
        return {}

    @property
    def working_folder(self) -> Path:
        """Where the process starts."""
        return self.folder

    def retire(self) -> None:  # noqa: B027  most servers have nothing worth keeping
        """Save what can be used again; called when the process has ended for good."""

    def renewed(self) -> "Server | None":
        """This running server as new, for another container; None when it must end instead.

        Nothing of its user's may be left in it: no data, no log, no port.
        """
        return None

    def environment(self) -> dict[str, str]:
        """The server process's own environment."""
        return {"PATH": SYSTEM_PATH, "LC_ALL": "C", "TZ": "UTC"}

    def launch(self) -> ServerProcess:
        """Start the process on the reserved port."""
        assert self.reservation is not None
        self.reservation.hand_over()
        self.log.reopen()
        launch = Launch(
            self.arguments(self.reservation.port),
            self.working_folder,
            self.ready_mark,
            self.stream,
            self.environment(),
        )
        self.process = ServerProcess(launch, self.log, self.site.pids)
        return self.process
