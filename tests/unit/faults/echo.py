"""A server that sends back whatever it gets, and clients to talk to it."""

import contextlib
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager

PATIENCE_SECONDS = 20.0  # never waited for, unless something is broken
SHORT_SECONDS = 0.2  # waited for in full where nothing shall come


class _Echo(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        with contextlib.suppress(ConnectionError):
            while data := self.request.recv(65536):
                self.request.sendall(data)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 64


@contextmanager
def echo_server() -> Iterator[int]:
    """An echo server; gives its port."""
    with _Server(("127.0.0.1", 0), _Echo) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


@contextmanager
def client(port: int) -> Iterator[socket.socket]:
    """A connection that waits patiently for what must come."""
    with closing(socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS)) as connection:
        yield connection


def ask(connection: socket.socket, message: bytes) -> bytes:
    """Send a message and take as many bytes back."""
    connection.sendall(message)
    return take(connection, len(message))


def take(connection: socket.socket, count: int) -> bytes:
    """Take so many bytes, or fewer if the other side closes before."""
    taken = b""
    while len(taken) < count and (more := connection.recv(count - len(taken))):
        taken += more
    return taken


def is_silent(connection: socket.socket) -> bool:
    """Whether nothing comes for a moment."""
    connection.settimeout(SHORT_SECONDS)
    try:
        return not connection.recv(1, socket.MSG_PEEK)
    except TimeoutError:
        return True
    finally:
        connection.settimeout(PATIENCE_SECONDS)
