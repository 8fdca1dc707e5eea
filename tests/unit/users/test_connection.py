"""A connection that waits for no answer for long."""

import socket
import threading
from collections.abc import Iterator

import psycopg
import pytest

from labkit.systems.users.connection import AnswerTimeout, connect


@pytest.fixture
def silent() -> Iterator[str]:
    """A server that accepts connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        yield f"postgresql://u:p@127.0.0.1:{door.getsockname()[1]}/users"


def test_a_server_that_says_nothing_is_given_up(silent: str):
    with pytest.raises(AnswerTimeout):
        connect(silent, timeout=0.05)


@pytest.fixture
def half_open() -> Iterator[str]:
    """A server that answers the question about TLS, and no other."""

    def answer() -> None:
        while True:
            try:
                caller, _ = door.accept()
            except OSError:
                return
            callers.append(caller)
            caller.recv(8)
            caller.sendall(b"N")

    callers: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as door:
        worker = threading.Thread(target=answer, daemon=True)
        worker.start()
        yield f"postgresql://u:p@127.0.0.1:{door.getsockname()[1]}/users"
        door.shutdown(socket.SHUT_RDWR)
        worker.join()
    for caller in callers:
        caller.close()


def test_a_server_that_begins_to_answer_is_given_up_as_soon(half_open: str):
    """Not after the two seconds that libpq waits at the least."""
    with pytest.raises(AnswerTimeout):
        connect(half_open, timeout=0.3)


def test_a_server_that_is_not_there_is_no_time_out():
    with pytest.raises(psycopg.OperationalError, match="refused") as refused:
        connect("postgresql://u:p@127.0.0.1:1/users", timeout=5)
    assert not isinstance(refused.value, AnswerTimeout)
