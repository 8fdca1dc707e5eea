"""The scripts of /docker-entrypoint-initdb.d: run once, in order of their names."""

from __future__ import annotations

import gzip
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from labkit.engine import account
from labkit.engine.logs import STDOUT
from labkit.engine.servers.postgres_session import Session, session

if TYPE_CHECKING:
    from labkit.engine.servers.postgres import Postgres

FOLDER = "/docker-entrypoint-initdb.d"


def found(files: Mapping[str, Path] | None) -> list[tuple[str, Path]]:
    """The scripts among a container's files: path inside the container, file on this machine."""
    scripts: dict[str, Path] = {}
    for inside, here in (files or {}).items():
        if inside.rstrip("/") == FOLDER and here.is_dir():
            scripts.update({f"{FOLDER}/{each.name}": each for each in here.iterdir()})
        elif inside.startswith(FOLDER + "/"):
            scripts[inside] = here
    return sorted(scripts.items())


def run(server: Postgres) -> None:
    """Run a server's scripts against its data folder before it opens its port.

    Raises:
        StartFailed: when a script fails; its log and status are the container's.
    """
    scripts = found(server.wishes.files)
    if not scripts:
        return
    with session(server.bin, server.data) as temporary:
        for inside, script in scripts:
            temporary.log += f"\nrunning {inside}\n".encode()
            _run_one(server, temporary, _within_reach(server, script))
    for line in temporary.log.splitlines(keepends=True):
        server.log.write(STDOUT, line)


def _within_reach(server: Postgres, script: Path) -> Path:
    """The script itself, or a copy if the servers' account may not enter a folder above it."""
    if account.can_reach(script):
        return script
    copies = server.folder / "scripts"
    copies.mkdir(mode=0o755, exist_ok=True)
    return Path(shutil.copy2(script, copies))


def _run_one(server: Postgres, temporary: Session, script: Path) -> None:
    psql = temporary.psql(server.settings.user, server.settings.database)
    if script.suffix == ".sh":
        shell = [str(script)] if os.access(script, os.X_OK) else ["bash", str(script)]
        temporary.run(shell, dict(server.wishes.environment))
    elif script.suffix == ".sql":
        temporary.run([*psql, "-f", str(script)], {})
    elif script.name.endswith(".sql.gz"):
        plain = server.folder / "script.sql"
        plain.write_bytes(gzip.decompress(script.read_bytes()))
        account.give(plain)
        temporary.run([*psql, "-f", str(plain)], {})
    else:
        temporary.log += f"ignoring {script.name}\n".encode()
