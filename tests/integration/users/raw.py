"""A server that sends bytes as they are, piece by piece: what no web framework would send."""

import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress

_PAUSE_SECONDS = 0.05


@contextmanager
def sending(pieces: Callable[[], Iterable[bytes]]) -> Iterator[str]:
    """The address of a server that answers each request with these pieces.

    Args:
        pieces: makes them anew for each request; there is a pause after each.
    """
    closing = threading.Event()

    def answer(caller: socket.socket) -> None:
        with caller, suppress(OSError):
            caller.recv(65536)
            for piece in pieces():
                caller.sendall(piece)
                if closing.wait(_PAUSE_SECONDS):
                    return

    def accept() -> None:
        with suppress(OSError):
            while True:
                caller, _ = door.accept()
                threading.Thread(target=answer, args=(caller,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as door:
        worker = threading.Thread(target=accept, daemon=True)
        worker.start()
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
        closing.set()
        door.shutdown(socket.SHUT_RDWR)
        worker.join()


def answer(body: bytes, *headers: str, status: str = "200 OK") -> Callable[[], Iterable[bytes]]:
    """A whole answer in one piece."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    return lambda: ["\r\n".join(lines).encode() + body]
