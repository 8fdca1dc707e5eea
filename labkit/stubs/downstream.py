"""A stand-in for somebody else's HTTP service: it answers, or fails, as a test tells it to.

It is a stub, and a real server at the same time: the client under test opens a real connection to
a real port, so what can go wrong on the way goes wrong for real.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any, Protocol, TypeVar

from labkit.stubs.answers import Answer, give, known


@dataclass(frozen=True)
class Request:
    """A request as it arrived.

    Attributes:
        body: the JSON that it carried, None without one.
        at: when it arrived, in seconds of a clock that only goes forward.
    """

    method: str
    path: str
    headers: Mapping[str, str]
    body: Any = None
    at: float = field(default_factory=monotonic)


class Answering(Protocol):
    """Whoever decides what a request gets."""

    def next_answer(self, request: Request) -> Answer:
        """Note a request and say what it gets."""


Stub = TypeVar("Stub", bound=Answering)


class Downstream:
    """A running stub.

    Attributes:
        url: where it answers.
        requests: what it was asked, in order.
    """

    def __init__(self, url: str, *answers: Answer) -> None:
        self.url = url
        self.requests: list[Request] = []
        self._lock = Lock()
        self.will(*answers)

    def will(self, *answers: Answer) -> None:
        """Set what the next requests get; the last answer is repeated for ever.

        An answer is a status (``503``), a body (``b"<html>"``), JSON (``{"url": "..."}``), or the
        name of a failure: ``"hangs"``, ``"resets"``, ``"breaks off"``, ``"drips"``.

        Raises:
            ValueError: for the name of a failure that there is not.
        """
        with self._lock:
            self._script = [known(answer) for answer in answers] or [404]

    def next_answer(self, request: Request) -> Answer:
        """Note a request and say what it gets."""
        with self._lock:
            self.requests.append(request)
            return self._script.pop(0) if len(self._script) > 1 else self._script[0]


@contextmanager
def downstream(*answers: Answer) -> Iterator[Downstream]:
    """A stub on a free port of 127.0.0.1, gone after the block.

    Args:
        answers: what the first requests get, see ``Downstream.will``. Without any: status 404.
    """
    with served(lambda url: Downstream(url, *answers)) as stub:
        yield stub


@contextmanager
def served(make: Callable[[str], Stub]) -> Iterator[Stub]:
    """A stub of any kind on a free port of 127.0.0.1, gone after the block.

    Args:
        make: makes the stub, given its address.
    """
    server = _Server(("127.0.0.1", 0), _Conversation)
    server.stub = stub = make(f"http://127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128  # with the usual 5, the sixth at one moment waits for a second
    stub: Answering

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.closing = Event()


class _Conversation(BaseHTTPRequestHandler):
    """One connection to the stub: each request gets the answer whose turn it is."""

    server: _Server

    @property
    def handler(self) -> BaseHTTPRequestHandler:
        return self

    @property
    def closing(self) -> Event:
        return self.server.closing

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def log_message(self, *_: Any) -> None:
        """Say nothing on the terminal."""

    def _answer(self) -> None:
        self.close_connection = True
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        content = json.loads(body) if body else None
        request = Request(self.command, self.path, dict(self.headers), content)
        with suppress(OSError):  # the client may have lost patience, which is what tests are about
            give(self.server.stub.next_answer(request), self)
