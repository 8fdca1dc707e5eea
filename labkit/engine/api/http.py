"""HTTP/1.1 on a unix socket: a thread per connection, kept alive between requests."""

from __future__ import annotations

import fcntl
import json
import os
import socket
import socketserver
import struct
import sys
import termios
import time
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from labkit.engine.api.routing import ApiError, Call, Reply, Route
from labkit.engine.room import NoRoom, as_no_room

if TYPE_CHECKING:
    from labkit.engine.supervisor import Supervisor

_READ_SECONDS = 1.0
_LOCAL_PEERPID = 0x002  # macOS, sys/un.h


def peer_pid(connection: socket.socket) -> int:
    """The process at the other end of a unix socket; 0 when the platform does not say."""
    if sys.platform == "linux":
        raw = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
        return int(struct.unpack("3i", raw)[0])
    if sys.platform == "darwin":
        return connection.getsockopt(0, _LOCAL_PEERPID)
    return 0


class Handler(BaseHTTPRequestHandler):
    """Reads a request, finds its route, sends the reply."""

    protocol_version = "HTTP/1.1"
    server: ApiServer
    connection: socket.socket

    def handle(self) -> None:
        """Answer requests until the client goes away."""
        try:
            super().handle()
        except (ConnectionError, TimeoutError):
            self.close_connection = True

    def _answer(self) -> None:
        parts = urlsplit(self.path)
        body = self._read_body()
        try:
            reply = self._reply(unquote(parts.path), dict(parse_qsl(parts.query)), body)
        except ApiError as error:
            reply = Reply(error.status, {"message": str(error)})
        except Exception as error:
            reply = self._failure(error)
        self._send(reply)

    def _failure(self, error: Exception) -> Reply:
        """The answer to a call at which the engine itself failed."""
        known = as_no_room(error, self.server.supervisor.fleet.site.run)
        if isinstance(known, NoRoom):
            return Reply(500, {"message": str(known)})
        self.server.supervisor.note(error)
        return Reply(500, {"message": f"labkit's engine failed: {error!r}"})

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _answer

    def _reply(self, path: str, query: dict[str, str], body: bytes) -> Reply:
        for route in self.server.routes:
            if route.method == self.command and (found := route.pattern.match(path)):
                call = Call(self.server.supervisor, found.groupdict(), query, body, self.connection)
                return route.answer(call)
        raise ApiError(
            404,
            f"page not found: labkit's embedded engine does not offer {self.command} {path}; "
            "use Docker or Podman for this.",
        )

    def _read_body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            return b"".join(self._chunks())
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def _chunks(self) -> Any:
        while size := int(self.rfile.readline().split(b";")[0], 16):
            yield self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()

    def _send(self, reply: Reply) -> None:
        if reply.hijack:
            self._hijack(reply)
        elif reply.stream is not None:
            self._send_stream(reply)
        else:
            self._send_whole(reply)

    def _send_whole(self, reply: Reply) -> None:
        body = reply.raw if reply.raw is not None else _encoded(reply.json)
        bare = self.command == "HEAD" or reply.status in (204, 304)
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if body:
            self.send_header("Content-Type", reply.content_type)
        if reply.status not in (204, 304):
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if not bare:
            self.wfile.write(body)

    def _send_stream(self, reply: Reply) -> None:
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        assert reply.stream is not None
        for chunk in reply.stream:
            self.wfile.write(b"%x\r\n%s\r\n" % (len(chunk), chunk))
        self.wfile.write(b"0\r\n\r\n")

    def _hijack(self, reply: Reply) -> None:
        """Turn the connection into a raw stream, as Docker does for exec and attach."""
        assert reply.hijack is not None
        lines = ["HTTP/1.1 101 UPGRADED", f"Content-Type: {reply.content_type}",
                 "Connection: Upgrade", "Upgrade: tcp", "", ""]  # fmt: skip
        self.connection.sendall("\r\n".join(lines).encode())
        wait_until_read(self.connection)
        self.close_connection = True
        reply.hijack(self.connection)

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet: clients see what went wrong in their answers."""


def wait_until_read(connection: socket.socket) -> None:
    """Return when the other side has read all that was sent, at the latest after a second.

    docker-py reads a reply's header through a buffer and what follows past it: what arrives
    together with the header is lost. A slow client would lose a quick command's output.
    """
    if sys.platform != "linux":
        return
    deadline = time.monotonic() + _READ_SECONDS
    unread = bytearray(4)
    while time.monotonic() < deadline:
        fcntl.ioctl(connection, termios.TIOCOUTQ, unread)
        if not int.from_bytes(unread, sys.byteorder):
            return
        time.sleep(0.0001)


def _encoded(value: Any) -> bytes:
    return b"" if value is None else json.dumps(value).encode()


class ApiServer(socketserver.ThreadingUnixStreamServer):
    """Listens on the engine's socket."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, path: Path, supervisor: Supervisor, routes: Sequence[Route]) -> None:
        self.supervisor = supervisor
        self.routes = routes
        super().__init__(str(path), Handler)


def serve(path: Path, supervisor: Supervisor, routes: Sequence[Route]) -> ApiServer:
    """Bind a socket so that it appears under its name only when it can be used."""
    draft = path.with_name(f"{os.getpid()}.sock")
    draft.unlink(missing_ok=True)
    server = ApiServer(draft, supervisor, routes)
    draft.rename(path)
    return server
