"""Commands run inside a container: processes beside its server, told where the server is."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from labkit.engine import account

if TYPE_CHECKING:
    from labkit.engine.container import Container


class NoFolder(Exception):
    """The working folder that a command asks for does not exist."""


def spawn(container: Container, request: Mapping[str, Any]) -> subprocess.Popen[bytes]:
    """Start a command inside a container.

    Args:
        container: whose server, files and environment the command sees.
        request: the body of Docker's call that creates an exec: Cmd, Env, WorkingDir.

    Raises:
        NoFolder: when WorkingDir does not exist.
        OSError: when there is no such program, or it cannot be run.
    """
    server = container.server
    port = server.reservation.port if server.reservation else 0
    own = (entry.partition("=") for entry in request.get("Env") or [])
    environment = {
        "HOME": str(server.folder),
        "LANG": "C.UTF-8",
        **server.wishes.environment,
        **server.exec_environment(port),
        **{name: value for name, _, value in own},
    }
    return subprocess.Popen(
        translate(request.get("Cmd") or [], container),
        env=environment,
        cwd=_working_folder(container, request.get("WorkingDir") or ""),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        **account.process_options(),
    )


def translate(command: str | Iterable[str], container: Container) -> list[str]:
    """A command as it must read outside a container: its own port and its own files."""
    words = shlex.split(command) if isinstance(command, str) else list(command)
    for inside, reservation in container.reservations.items():
        pattern = rf"((?:^|\s)-p\s*|--port[= ]|127\.0\.0\.1:|localhost:){inside}\b"
        words = [re.sub(pattern, rf"\g<1>{reservation.port}", word) for word in words]
        words = [
            str(reservation.port) if word == str(inside) and before in ("-p", "--port") else word
            for before, word in zip(["", *words], words, strict=False)
        ]
    for path, here in container.known_paths().items():
        words = [_with_path(word, path, str(here)) for word in words]
    return words


def _with_path(word: str, inside: str, here: str) -> str:
    return re.sub(rf"(?<![\w/.-]){re.escape(inside)}(?![\w.-])", lambda _: here, word)


def _working_folder(container: Container, asked: str) -> Path:
    if not asked:
        return container.server.folder
    for folder in (container.here(asked), Path(asked)):
        if folder.is_dir():
            return folder
    raise NoFolder(f'chdir to cwd ("{asked}") failed: no such file or directory')
