"""A connection that waits for no answer for long."""

import socket
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


def test_a_server_that_is_not_there_is_no_time_out():
    with pytest.raises(psycopg.OperationalError, match="No server at") as refused:
        connect("postgresql://u:p@127.0.0.1:1/users", timeout=5)
    assert not isinstance(refused.value, AnswerTimeout)
