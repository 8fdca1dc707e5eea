"""From nothing to the first answer of a PostgreSQL: through testcontainers, and by hand."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from labkit import engine
from labkit.bench.rows import Row, medians
from labkit.engine import account, places
from labkit.engine.ports import Reservation
from labkit.engine.servers import postgres_template

_ROUNDS = 12
_ROUNDS_ON_DOCKER = 5
_PAUSE_SECONDS = 0.3  # what a learner's machine does between two containers, at the least
_SETTINGS = postgres_template.Settings("test", "test", "test")


def rows() -> Iterator[Row]:
    """PostgreSQL on the embedded engine beside the bare server, and beside Docker where it is."""
    with on_engine("embedded"):
        _by_testcontainers()
        ours, bare = medians(_ROUNDS, _by_testcontainers, _by_hand)
    yield Row("PostgreSQL, first query", ours, bare, "copied and started by hand", "at most 1.3x")
    if engine.external() is not None:
        yield from _beside_docker(ours)


def _beside_docker(ours: float) -> Iterator[Row]:
    """The same on Docker or Podman; told and left out where that cannot run the image."""
    import docker.errors

    with on_engine("docker") as found:
        name = found.kind.capitalize()
        try:
            _by_testcontainers()  # pulls the image, where it is not there yet
        except docker.errors.APIError as refusal:
            print(f"{name} answers and cannot run postgres:16: {refusal}", file=sys.stderr)
            return
        (there,) = medians(_ROUNDS_ON_DOCKER, _by_testcontainers)
    yield Row("PostgreSQL, first query", ours, there, f"on {name}")


@contextlib.contextmanager
def on_engine(choice: str) -> Iterator[engine.Engine]:
    """Let containers run on the engine that is asked for while the block runs."""
    before = dict(os.environ)
    os.environ["LABKIT_ENGINE"] = choice
    try:
        with engine.connect() as found:
            os.environ.update(found.environment)
            yield found
    finally:
        os.environ.clear()
        os.environ.update(before)


def _by_testcontainers() -> float:
    import psycopg
    from testcontainers.community.postgres import PostgresContainer

    threading.Event().wait(_PAUSE_SECONDS)
    began = time.perf_counter()
    with PostgresContainer("postgres:16", driver=None) as container:
        with psycopg.connect(container.get_connection_url()) as connection:
            connection.execute("SELECT 1")
        return time.perf_counter() - began


def _by_hand() -> float:
    program = next(each for each in engine.installed() if each.name == "postgres")
    folder = Path(tempfile.mkdtemp(prefix="labkit-bench-", dir=places.room()))
    account.give(folder)
    template = postgres_template.template(program, _SETTINGS)
    threading.Event().wait(_PAUSE_SECONDS)
    began = time.perf_counter()
    postgres_template.clone(template, folder / "data")
    server, port = _start(folder, postgres_template.programs(program))
    try:
        _first_query(port)
        return time.perf_counter() - began
    finally:
        server.send_signal(signal.SIGQUIT)
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _start(folder: Path, programs: Path) -> "tuple[subprocess.Popen[bytes], int]":
    reservation = Reservation()
    options = ("fsync=off", f"port={reservation.port}", "listen_addresses=127.0.0.1",
               "unix_socket_directories=", "shared_buffers=16MB")  # fmt: skip
    command = [str(programs / "postgres"), "-D", str(folder / "data")]
    server = subprocess.Popen(
        [*command, *(f"-c{option}" for option in options)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **account.process_options(),
    )
    return server, reservation.port


def _first_query(port: int) -> None:
    import psycopg

    deadline = time.monotonic() + 30
    while True:
        try:
            at = f"host=127.0.0.1 port={port} user=test password=test dbname=test"
            with psycopg.connect(at) as connection:
                connection.execute("SELECT 1")
            return
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            threading.Event().wait(0.002)
