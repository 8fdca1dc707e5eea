"""A connection to PostgreSQL that waits for no answer longer than it was told to."""

import time
from collections.abc import Callable, Generator
from concurrent.futures import Future
from threading import Thread
from typing import Any, TypeVar

import psycopg
from psycopg.rows import TupleRow

_Result = TypeVar("_Result")
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
    # The server gives up as well, so that nothing waits there for a lock when nobody listens.
    patience = f"-c statement_timeout={round(timeout * 1000)}"
    connection = _in_time(
        lambda: BoundedConnection.connect(
            url, application_name="users", connect_timeout=2, options=patience
        ),
        timeout,
    )
    connection.timeout = timeout
    return connection


def _in_time(connect: Callable[[], BoundedConnection], timeout: float) -> BoundedConnection:
    """A new connection, unless that takes too long: libpq itself waits for two seconds at least."""
    opened: Future[BoundedConnection] = Future()

    def work() -> None:
        try:
            opened.set_result(connect())
        except BaseException as error:
            opened.set_exception(error)

    Thread(target=work, name="connecting", daemon=True).start()
    try:
        return opened.result(timeout)
    except TimeoutError:
        opened.add_done_callback(_close)
        raise AnswerTimeout("The server does not answer.") from None


def _close(opened: Future[BoundedConnection]) -> None:
    """Give back a connection that came too late, if it came at all."""
    if opened.exception() is None:
        opened.result().close()


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
