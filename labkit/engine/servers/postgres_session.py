"""A PostgreSQL that only its own data folder's owner can talk to, for initialising that folder.

It listens on a unix socket and on no port, as the official image's entry point does.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from labkit.engine import account
from labkit.engine.servers.server import SYSTEM_PATH, StartFailed

# Nothing waits for the disk, and no spare log files are kept for the template's copies to carry.
_LEAN = ("-c", "fsync=off", "-c", "min_wal_size=2MB", "-c", "dynamic_shared_memory_type=mmap")
_READY = b"ready to accept connections"


class Session:
    """A started server; ``log`` holds what it and psql have printed."""

    def __init__(self, programs: Path, data: Path, sockets: Path) -> None:
        self._programs = programs
        self._sockets = sockets
        self.log = b""
        options = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={sockets}"]
        self._server = subprocess.Popen(
            [programs / "postgres", "-D", data, *options, *_LEAN],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
            **account.process_options(),
        )

    def wait_until_ready(self) -> None:
        """Read the log up to the line that says so; StartFailed when it ends before."""
        assert self._server.stderr is not None
        for line in self._server.stderr:
            self.log += line
            if _READY in line:
                return
        raise StartFailed(self.log.decode("utf-8", "replace"))

    def sql(self, user: str, database: str, text: str) -> None:
        """Run statements; StartFailed with psql's status when one fails."""
        self.run([*self.psql(user, database), "-c", text], {})

    def psql(self, user: str, database: str) -> list[str]:
        """The psql command that reaches this server."""
        at = ["--host", str(self._sockets), "--username", user, "--dbname", database]
        return [str(self._programs / "psql"), "-v", "ON_ERROR_STOP=1", "--no-password", "-X", *at]

    def environment(self) -> dict[str, str]:
        """Variables by which a shell script's own psql reaches this server."""
        return {
            "PATH": f"{self._programs}:{SYSTEM_PATH}",
            "PGHOST": str(self._sockets),
        }

    def run(self, command: list[str], environment: dict[str, str]) -> None:
        """Run a command beside the server; StartFailed with its status when it fails."""
        done = subprocess.run(
            command,
            env={**self.environment(), **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            **account.process_options(),
        )
        self.log += done.stdout
        if done.returncode:
            raise StartFailed(self.log.decode("utf-8", "replace"), done.returncode)

    def close(self) -> None:
        """Shut the server down and keep the rest of its log."""
        self._server.terminate() if self._server.poll() is None else None
        _, rest = self._server.communicate(timeout=60)
        self.log += rest


@contextmanager
def session(programs: Path, data: Path) -> Iterator[Session]:
    """A server on a data folder for as long as the block runs."""
    sockets = Path(tempfile.mkdtemp(prefix="labkit-"))
    account.give(sockets)
    server = Session(programs, data, sockets)
    try:
        server.wait_until_ready()
        yield server
    finally:
        server.close()
        shutil.rmtree(sockets, ignore_errors=True)
