"""Ways in which the stub of somebody else's service can answer, or fail to."""

import json
import socket
import struct
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler
from threading import Event
from typing import Any, Protocol

BYTE_SECONDS = 0.05
"""How long a dripping answer takes for each byte."""

Answer = int | bytes | str | Mapping[str, Any] | list[Any]
"""What to answer with: a status, a body, JSON, or the name of a failure in `FAILURES`."""


class Conversation(Protocol):
    """One request and the connection that it came by."""

    @property
    def handler(self) -> BaseHTTPRequestHandler:
        """What reads and writes the connection."""

    @property
    def closing(self) -> Event:
        """Set when the stub ends."""


def give(answer: Answer, to: Conversation) -> None:
    """Answer a request."""
    if isinstance(answer, str):
        FAILURES[answer](to)
    elif isinstance(answer, int):
        _send(to, answer, b'{"detail": "as the test wants it"}')
    else:
        body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        _send(to, 200, body)


def known(answer: Answer) -> Answer:
    """The answer, checked.

    Raises:
        ValueError: for the name of a failure that there is not.
    """
    if isinstance(answer, str) and answer not in FAILURES:
        raise ValueError(f"there is no failure {answer!r}; there are: {', '.join(FAILURES)}")
    return answer


def _send(to: Conversation, status: int, body: bytes) -> None:
    _begin(to, status, len(body))
    to.handler.wfile.write(body)


def _begin(to: Conversation, status: int, length: int) -> None:
    to.handler.send_response(status)
    to.handler.send_header("Content-Type", "application/json")
    to.handler.send_header("Content-Length", str(length))
    to.handler.send_header("Connection", "close")
    to.handler.end_headers()


def _hang(to: Conversation) -> None:
    to.closing.wait()


def _break_off(to: Conversation) -> None:
    _begin(to, 200, 1000)
    to.handler.wfile.write(b'{"url": "https://pict')


def _reset(to: Conversation) -> None:
    at_once = struct.pack("ii", 1, 0)
    to.handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
    to.handler.connection.close()


def _drip(to: Conversation) -> None:
    body = json.dumps({"url": "https://pictures.example/dripping.png"}).encode()
    _begin(to, 200, len(body))
    for byte in body:
        to.handler.wfile.write(bytes([byte]))
        if to.closing.wait(BYTE_SECONDS):
            return


FAILURES: dict[str, Callable[[Conversation], None]] = {
    "hangs": _hang,
    "resets": _reset,
    "breaks off": _break_off,
    "drips": _drip,
}
"""Failures on the way: no answer, a reset, half an answer, a right one of one byte at a time."""
