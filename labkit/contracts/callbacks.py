"""The small HTTP server by which Pact's verifier calls back for states and messages."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from labkit.contracts.calls import Calls
from labkit.contracts.message import Message

MESSAGES = "/messages"
"""The path for messages; every other one is for states."""

_LOOK_SECONDS = 0.02


@contextmanager
def callbacks(calls: Calls) -> Iterator[int]:
    """Serve the verifier's calls on a free port of this machine, and yield the port."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.calls = calls
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
    calls: Calls

    def handle_error(self, *_: Any) -> None:
        """Say nothing: the verifier was ended while it waited for the answer."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        """Answer the verifier."""
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        try:
            self._reply(body)
        except Exception:  # kept by the calls, which raise it again in the end
            self._answer(500, b"", {})

    def _reply(self, body: dict[str, Any]) -> None:
        if self.path == MESSAGES:
            self._send(self.server.calls.produce(body["description"]))
            return
        self.server.calls.enter(body.get("state") or "", body.get("params") or {})
        self._answer(200, b"{}", {"Content-Type": "application/json"})

    def _send(self, message: Message) -> None:
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
