"""The small HTTP server by which Pact's verifier calls back for states and messages."""

import base64
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

STATES, MESSAGES = "/states", "/messages"
_LOOK_SECONDS = 0.02


@dataclass(frozen=True)
class Message:
    """One message as a provider would send it.

    Attributes:
        contents: the body.
        metadata: what goes beside it, for example a content type or a routing key.
    """

    contents: bytes
    metadata: dict[str, object] = field(default_factory=dict)
    content_type: str = "application/json"


Enter = Callable[[str, dict[str, Any]], bool]
Produce = Callable[[str], Message]


@contextmanager
def callbacks(enter: Enter, produce: Produce) -> Iterator[int]:
    """Serve callbacks on a free port of this machine, and yield the port.

    Args:
        enter: brings the provider into a state, given its name and parameters.
        produce: makes the message with this description.
    """
    server = _Server(("127.0.0.1", 0), _Handler)
    server.enter, server.produce = enter, produce
    thread = Thread(target=server.serve_forever, args=(_LOOK_SECONDS,), daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False  # a handler that hangs must not outlive the time limit
    enter: Enter
    produce: Produce


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        """Answer the verifier."""
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        if self.path == STATES:
            done = self.server.enter(body.get("state") or "", body.get("params") or {})
            self._answer(200 if done else 500, b"{}", {"Content-Type": "application/json"})
        else:
            self._send_message(body["description"])

    def _send_message(self, description: str) -> None:
        try:
            message = self.server.produce(description)
        except Exception as error:
            self._answer(500, f"{type(error).__name__}: {error}".encode(), {})
            return
        metadata = {"contentType": message.content_type, **message.metadata}
        self._answer(200, message.contents, {
            "Content-Type": message.content_type,
            "Pact-Message-Metadata": base64.b64encode(json.dumps(metadata).encode()).decode(),
        })  # fmt: skip

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing on stderr."""
