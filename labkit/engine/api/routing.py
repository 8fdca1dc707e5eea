"""Calls, replies, and which function answers which path."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from labkit.engine.supervisor import Supervisor


class ApiError(Exception):
    """An answer of Docker's own kind: a status and one message."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class Call:
    """One request: what was asked, by which process, on which connection."""

    supervisor: Supervisor
    names: Mapping[str, str]
    query: Mapping[str, str]
    body: bytes
    connection: socket.socket

    @cached_property
    def json(self) -> dict[str, Any]:
        """The body as a JSON object; empty when there is none."""
        try:
            found = json.loads(self.body or b"{}")
        except ValueError as error:
            raise ApiError(400, f"invalid JSON: {error}") from error
        return found or {}

    def flag(self, name: str) -> bool:
        """A query parameter of Docker's boolean form."""
        return self.query.get(name, "").lower() in ("1", "true")


@dataclass(frozen=True)
class Reply:
    """An answer: a JSON value, raw bytes, or a stream of chunks."""

    status: int = 200
    json: Any = None
    raw: bytes | None = None
    stream: Iterator[bytes] | None = None
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    hijack: Callable[[socket.socket], None] | None = None


Answer = Callable[[Call], Reply]


class Route(NamedTuple):
    """A method and a path with ``{names}``, and the function that answers them."""

    method: str
    pattern: re.Pattern[str]
    answer: Answer


def route(method: str, path: str, answer: Answer) -> Route:
    """A route; ``{name}`` stands for one part of a path and ``{name*}`` for several."""
    pattern = re.sub(r"\{(\w+)\*\}", r"(?P<\1>.+)", path)
    pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", pattern)
    return Route(method, re.compile(f"^(?:/v[0-9.]+)?{pattern}$"), answer)
