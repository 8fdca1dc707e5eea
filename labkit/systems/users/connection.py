"""A connection to PostgreSQL that waits for no answer longer than it was told to."""

import socket
import struct
import time
from collections.abc import Generator
from contextlib import closing
from typing import Any, TypeVar

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import TupleRow

_Result = TypeVar("_Result")
_SSL_REQUEST = struct.pack("!ii", 8, 80877103)
"""PostgreSQL's shortest question: do you speak TLS? It is answered before any log-in."""

_POLL = 0.05
"""How often, in seconds, a waiting connection looks at the clock."""


class AnswerTimeout(psycopg.OperationalError):
    """The server accepted what we sent and did not answer in time."""


class BoundedConnection(psycopg.Connection[TupleRow]):
    """A connection that closes itself when the server keeps it waiting.

    A time-out on the server (``statement_timeout``) does not help against a server that hangs.
    """

    timeout = float("inf")
    """How long one answer may take, in seconds."""

    def wait(
        self,
        gen: Generator[Any, Any, _Result],
        interval: float = _POLL,
        timeout: float | None = None,
    ) -> _Result:
        """Run one exchange with the server; psycopg sends everything through here."""
        seconds = self.timeout if timeout is None else min(timeout, self.timeout)
        try:
            return super().wait(_until(time.monotonic() + seconds, gen), min(interval, _POLL))
        except AnswerTimeout:
            # The answer may still come, and must not be taken for that to the next question.
            self.close()
            raise


def connect(url: str, timeout: float) -> BoundedConnection:
    """Connect to a server.

    Args:
        url: where the database is.
        timeout: how long the server may take for one answer, in seconds.

    Raises:
        psycopg.OperationalError: when the server refuses, or does not answer in time.
    """
    _knock(url, timeout)
    # The server gives up as well, so that nothing waits there for a lock when nobody listens.
    patience = f"-c statement_timeout={round(timeout * 1000)}"
    connection = BoundedConnection.connect(
        url, application_name="users", connect_timeout=2, options=patience
    )
    connection.timeout = timeout
    return connection


def _knock(url: str, timeout: float) -> None:
    """Make sure that somebody answers: libpq itself waits for two seconds at least."""
    parts = conninfo_to_dict(url)
    address = (str(parts.get("host", "localhost")), int(parts.get("port") or 5432))
    try:
        with closing(socket.create_connection(address, timeout)) as door:
            door.settimeout(timeout)
            door.sendall(_SSL_REQUEST)
            if not door.recv(1):
                raise psycopg.OperationalError(f"The server at {address} hangs up.")
    except TimeoutError:
        raise AnswerTimeout(f"The server at {address} does not answer.") from None
    except OSError as error:
        raise psycopg.OperationalError(f"No server at {address}: {error}.") from None


def _until(deadline: float, exchange: Generator[Any, Any, _Result]) -> Generator[Any, Any, _Result]:
    """The same exchange, given up at the deadline."""
    try:
        wish = next(exchange)
        while True:
            ready = yield wish
            if not ready and time.monotonic() > deadline:
                raise AnswerTimeout("The server does not answer.")
            wish = exchange.send(ready)
    except StopIteration as end:
        result: _Result = end.value
        return result
