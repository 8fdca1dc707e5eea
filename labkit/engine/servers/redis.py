"""Redis behind the official image's promises (hub.docker.com, "redis").

The command is ``redis-server`` with any of its options, a configuration file among them; data are
in /data; a stop saves them when there are save points; no protected mode.
"""

import shlex
import shutil
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path, PurePosixPath

from labkit.engine import account
from labkit.engine.logs import STDOUT
from labkit.engine.servers import redis_programs, unpacked
from labkit.engine.servers.binaries import Installed
from labkit.engine.servers.server import SYSTEM_PATH, Server, Site, StartFailed, Wishes

_DATA = "/data"
_TOOLS = ("redis-cli", "redis-benchmark")
_ENTRY_POINTS = ("docker-entrypoint.sh", "redis-server")
_PATH_OPTIONS = ("--aclfile", "--include", "--loadmodule", "--pidfile", "--unixsocket")


def installed() -> list[Installed]:
    """The Redis installations found here, preferred ones first."""
    return redis_programs.installed()


class Redis(Server):
    """A Redis server with a data folder of its own."""

    container_port = 6379
    quick = True
    ready_mark = b"Ready to accept connections"
    stream = STDOUT

    def __init__(self, site: Site, folder: Path, wishes: Wishes, program: Installed) -> None:
        super().__init__(site, folder, wishes, program)
        self.container_port = _asked_port(wishes.command)

    def spare_key(self) -> str | None:
        """Equal keys mean interchangeable fresh servers; None when this one is special."""
        if self.wishes.files or any(word.startswith("/") for word in self.wishes.command):
            return None
        return f"redis {self.program.version} {self.wishes.command!r}"

    @property
    def data(self) -> Path:
        """The folder behind /data: the container's own, or one that is mounted there."""
        return (self.wishes.files or {}).get(_DATA, self.folder / "data")

    def prepare(self) -> None:
        """Make the data folder with what was copied into it, and the tools for ``exec``."""
        server_options(self.wishes.command)
        if not self.data.exists():
            self.data.mkdir()
            self._put_copied_files()
        account.give(self.data)
        tools = self.folder / "bin"
        tools.mkdir(exist_ok=True)
        for name in _TOOLS:
            self._write_tool(tools / name)

    def arguments(self, port: int) -> list[str]:
        """The server's command: the container's options, then those that cannot be given up."""
        options = self._with_own_paths(server_options(self.wishes.command))
        return [
            str(self._program), *options,
            *("--bind", "127.0.0.1", "--port", str(port), "--protected-mode", "no"),
            *("--daemonize", "no", "--logfile", "", "--dir", "./"),
        ]  # fmt: skip

    def folders(self) -> Mapping[str, Path]:
        """The folder of the database files."""
        return {_DATA: self.data}

    @property
    def working_folder(self) -> Path:
        """The data folder, entered by path before the account changes: others may not reach it."""
        return self.data

    def environment(self) -> dict[str, str]:
        """The server process's own environment."""
        return {**super().environment(), **unpacked.environment(self._program)}

    def exec_environment(self, port: int) -> dict[str, str]:
        """``redis-cli`` on the path finds this container's server without being told its port."""
        return {"PATH": f"{self.folder / 'bin'}:{SYSTEM_PATH}", "LABKIT_REDIS_PORT": str(port)}

    @property
    def _program(self) -> Path:
        return redis_programs.server(self.program)

    def _put_copied_files(self) -> None:
        for inside, here in (self.wishes.files or {}).items():
            if inside.startswith(f"{_DATA}/") and here.is_file():
                target = self.data / inside.removeprefix(f"{_DATA}/")
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(here, target)

    def _write_tool(self, script: Path) -> None:
        tool = redis_programs.tool(self.program, script.name)
        if tool is None:
            return
        settings = [f"{name}={value}" for name, value in unpacked.environment(tool).items()]
        command = shlex.join(["env", *settings, str(tool)])
        script.write_text(f'#!/bin/sh\nexec {command} -p "$LABKIT_REDIS_PORT" "$@"\n')
        script.chmod(0o755)

    def _with_own_paths(self, options: Sequence[str]) -> list[str]:
        """Options that name files inside the container, with the files of this machine."""
        before = ("", *options)
        return [
            self._here(word) if name in _PATH_OPTIONS or (not name and _is_file(word)) else word
            for name, word in zip(before, options, strict=False)
        ]

    def _here(self, inside: str) -> str:
        for known, here in (self.wishes.files or {}).items():
            if PurePosixPath(inside).is_relative_to(known):
                return str(here / PurePosixPath(inside).relative_to(known))
        if PurePosixPath(inside).is_relative_to(_DATA):
            return str(self.data / PurePosixPath(inside).relative_to(_DATA))
        own = self.folder / "root" / inside.lstrip("/")
        own.parent.mkdir(parents=True, exist_ok=True)
        account.give(self.folder / "root")
        return str(own)


def server_options(command: Sequence[str]) -> list[str]:
    """A container's command as redis-server's arguments, read as the image's entry point does.

    Raises:
        StartFailed: for a command that is no redis-server.
    """
    words = list(command)
    while words and PurePosixPath(words[0]).name in _ENTRY_POINTS:
        words = words[1:]
    is_options = not words or words[0].startswith("-") or _is_file(words[0])
    if len(words) == len(command) and not is_options:
        raise StartFailed(
            f"exec: {words[0]!r}: a Redis container of labkit's embedded engine runs redis-server "
            "and nothing else: give redis-server's options, or use Docker.",
            127,
        )
    return words


def _is_file(word: str) -> bool:
    return word.endswith(".conf")


def _asked_port(command: Sequence[str]) -> int:
    """The port that the server would have inside the container."""
    asked = [word for name, word in pairwise(command) if name == "--port"]
    return int(asked[-1]) if asked and asked[-1].isdigit() else Redis.container_port


SERVER = Redis
