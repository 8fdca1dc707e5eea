"""A stand-in for somebody else's HTTP service: it answers, or fails, as a test tells it to.

It is a stub, and a real server at the same time: the client under test opens a real connection to
a real port, so what can go wrong on the way goes wrong for real.
"""

import json
import socket
import struct
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Any

Answer = Callable[["Conversation"], None]


@dataclass(frozen=True)
class Request:
    """A request as it arrived; ``body`` is the JSON that it carried, None without one."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: Any = None


@dataclass
class Downstream:
    """A running stub.

    Attributes:
        url: where it answers.
        requests: what it was asked, in order.
    """

    url: str
    requests: list[Request] = field(default_factory=list)
    _script: list[Answer] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def will(self, *answers: Answer) -> None:
        """Set what the next requests get; the last answer is repeated for ever."""
        with self._lock:
            self._script = list(answers)

    def next_answer(self, request: Request) -> Answer:
        """Note a request and say what it gets."""
        with self._lock:
            self.requests.append(request)
            return self._script.pop(0) if len(self._script) > 1 else self._script[0]


@contextmanager
def downstream(*answers: Answer) -> Iterator[Downstream]:
    """A stub on a free port of 127.0.0.1, gone after the block.

    Args:
        answers: what the first requests get; the last one is repeated. Without any: status 404.
    """
    server = _Server(("127.0.0.1", 0), Conversation)
    server.stub = Downstream(f"http://127.0.0.1:{server.server_port}")
    server.stub.will(*(answers or (status(404),)))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.stub
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


def says(content: Any, code: int = 200) -> Answer:
    """An answer with JSON, for example ``says({"url": "https://pictures.example/1.png"})``."""
    return raw(json.dumps(content).encode(), code)


def raw(body: bytes, code: int = 200) -> Answer:
    """An answer with exactly these bytes, declared to be JSON."""

    def answer(conversation: Conversation) -> None:
        conversation.begin(code, len(body))
        conversation.wfile.write(body)

    return answer


def status(code: int) -> Answer:
    """An answer with this status and a short message."""
    return says({"detail": "as the test wants it"}, code)


def hangs(conversation: "Conversation") -> None:
    """No answer at all, until the stub ends."""
    conversation.server.closing.wait()


def breaks_off(conversation: "Conversation") -> None:
    """Half an answer, then the connection ends."""
    conversation.begin(200, 1000)
    conversation.wfile.write(b'{"url": "https://pic')


def resets(conversation: "Conversation") -> None:
    """No answer; the connection is torn down with a reset."""
    linger = struct.pack("ii", 1, 0)
    conversation.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    conversation.connection.close()


def drips(content: Any, pause: float = 0.05) -> Answer:
    """A right answer of one byte every ``pause`` seconds."""
    body = json.dumps(content).encode()

    def answer(conversation: Conversation) -> None:
        conversation.begin(200, len(body))
        for byte in body:
            conversation.wfile.write(bytes([byte]))
            if conversation.server.closing.wait(pause):
                return

    return answer


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    stub: Downstream

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.closing = Event()


class Conversation(BaseHTTPRequestHandler):
    """One connection to the stub: hands each request to the answer whose turn it is."""

    server: _Server

    def begin(self, code: int, length: int) -> None:
        """Send the head of an answer of ``length`` bytes."""
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(length))
        self.send_header("Connection", "close")
        self.end_headers()

    def do_GET(self) -> None:
        """Answer."""
        self._answer()

    def do_POST(self) -> None:
        """Answer."""
        self._answer()

    def log_message(self, *_: Any) -> None:
        """Say nothing on the terminal."""

    def _answer(self) -> None:
        self.close_connection = True
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        content = json.loads(body) if body else None
        request = Request(self.command, self.path, dict(self.headers), content)
        with suppress(OSError):  # the client may have lost patience, which is what tests are about
            self.server.stub.next_answer(request)(self)
