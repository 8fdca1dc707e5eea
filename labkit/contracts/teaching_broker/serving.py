"""A broker to talk to: the real one that is named, else the teaching broker, for a while."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI

    from labkit.contracts.teaching_broker.app import Seen

REAL = "PACT_BROKER_BASE_URL"
_PATIENCE = 5.0


@dataclass(frozen=True)
class Broker:
    """A broker that answers.

    Attributes:
        url: its address.
        kind: ``"real"`` or ``"teaching"``.
        log: the requests that the teaching broker has answered; a real one keeps its own.
    """

    url: str
    kind: str
    log: "list[Seen]" = field(default_factory=list)

    def __repr__(self) -> str:
        return f"a {self.kind} broker at {self.url}"


@contextmanager
def broker() -> Iterator[Broker]:
    """The broker that ``PACT_BROKER_BASE_URL`` names, or a teaching broker until the block ends."""
    if url := os.environ.get(REAL):
        yield Broker(url, "real")
        return
    from labkit.contracts.teaching_broker.app import create_broker
    from labkit.contracts.teaching_broker.ledger import Ledger

    log: list[Seen] = []
    with served(create_broker(Ledger(), log)) as url:
        yield Broker(url, "teaching", log)


@contextmanager
def served(app: "FastAPI") -> Iterator[str]:
    """Serve an application from a thread of its own, until the block ends.

    The port is bound and listening before there is a server: who comes early waits.
    """
    import uvicorn

    config = uvicorn.Config(app, log_level="critical", lifespan="off", ws="none")
    server = uvicorn.Server(config)
    listener = socket.create_server(("127.0.0.1", 0))
    address, port = listener.getsockname()
    thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield f"http://{address}:{port}"
    finally:
        server.should_exit = True
        thread.join(_PATIENCE)
