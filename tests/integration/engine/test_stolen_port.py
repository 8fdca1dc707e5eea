"""A program takes a container's port after the engine reserved it and before the server binds."""

import socket
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from labkit.engine.container import Configuration, Container
from labkit.engine.fleet import Fleet
from labkit.engine.logs import Wanted
from labkit.engine.ports import Reservation
from labkit.engine.servers import resolve
from labkit.engine.servers.server import Wishes
from tests.integration.containers.servers import skip_unless_installed
from tests.integration.engine.lab import wait_until


@pytest.fixture
def fleet() -> Iterator[Fleet]:
    """An engine's inside, without its HTTP."""
    run = Path(tempfile.mkdtemp(prefix="lab-"))
    run.chmod(0o711)
    made = Fleet(run)
    yield made
    made.close()


@pytest.fixture
def thieves(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[socket.socket]]:
    """Listens on the first port that is handed over to a server."""
    listening: list[socket.socket] = []

    def steal(reservation: Reservation) -> None:
        if not listening:
            thief = socket.socket()
            thief.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            thief.bind(("127.0.0.1", reservation.port))
            thief.listen()
            listening.append(thief)

    monkeypatch.setattr(Reservation, "hand_over", steal)
    yield listening
    for thief in listening:
        thief.close()


def container_of(fleet: Fleet, image: str, ports: dict[int, int]) -> Container:
    environment = {"POSTGRES_PASSWORD": "test"}
    found = resolve(image)
    return fleet.add(Configuration("robbed", found, Wishes(environment), ports, {}, owner=0))


@pytest.mark.parametrize(("image", "port"), [("postgres:16", 5432), ("redis:7", 6379)])
def test_the_server_moves_to_another_port(
    fleet: Fleet, thieves: list[socket.socket], image: str, port: int
) -> None:
    skip_unless_installed(image.partition(":")[0])
    container = container_of(fleet, image, {port: 0})
    container.start()
    wait_until(lambda: is_ready(container), "the server is up in spite of the theft")
    now = container.reservations[port].port
    assert now != thieves[0].getsockname()[1]
    with closing(socket.create_connection(("127.0.0.1", now), 5)):
        assert container.state.status == "running"


def is_ready(container: Container) -> bool:
    process = container.server.process
    return process is not None and process.ready.is_set()


def test_a_port_that_was_asked_for_cannot_be_exchanged(
    fleet: Fleet, thieves: list[socket.socket]
) -> None:
    free = Reservation()
    free.release()
    container = container_of(fleet, "postgres:16", {5432: free.port})
    container.start()
    assert container.ended.wait(20)
    assert thieves[0].getsockname()[1] == free.port
    log = b"".join(line.text for line in container.server.log.read(Wanted()))
    assert container.state.exit_code == 1
    assert b"Address already in use" in log
