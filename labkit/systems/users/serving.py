"""Serving the app over real HTTP, on a port that the system picks."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

_START_SECONDS = 10.0


@contextmanager
def running(app: FastAPI) -> Iterator[str]:
    """Serve the app from a thread of this process while the block runs.

    The port is bound before the server starts, so that nobody else can take it.

    Args:
        app: what to serve.

    Yields:
        The server's address, such as ``http://127.0.0.1:40123``.

    Raises:
        TimeoutError: when the server does not come up.
    """
    with listening() as door:
        server = uvicorn.Server(configured(app))
        thread = threading.Thread(target=server.run, args=([door],), daemon=True)
        thread.start()
        try:
            _wait_until_started(server, thread)
            yield address_of(door)
        finally:
            server.should_exit = True
            thread.join()


def listening(port: int = 0) -> socket.socket:
    """A socket that listens on this machine only.

    Args:
        port: which one; 0 lets the system pick a free one.
    """
    door = socket.create_server(("127.0.0.1", port))
    # Connections inherit it. Without, an answer of two packets waits 40 ms for the client's word.
    door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return door


def address_of(door: socket.socket) -> str:
    """The address under which a listening socket is reached over HTTP."""
    host, port = door.getsockname()
    return f"http://{host}:{port}"


def configured(app: FastAPI) -> uvicorn.Config:
    """How the server runs: quiet, without WebSockets, and quick to end."""
    return uvicorn.Config(app, log_level="warning", ws="none", timeout_graceful_shutdown=2)


def _wait_until_started(server: uvicorn.Server, thread: threading.Thread) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while not server.started:
        if not thread.is_alive() or time.monotonic() > deadline:
            raise TimeoutError("The server did not come up.")
        time.sleep(0.005)
