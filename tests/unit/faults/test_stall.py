"""Stalled: nothing passes, nothing closes, nothing is lost, and no memory fills up."""

import threading
from collections.abc import Callable

import pytest

from labkit.faults import Fault, FaultProxy
from tests.unit.faults.echo import PATIENCE_SECONDS, ask, client, is_silent, take


def test_a_stall_keeps_an_open_connection_waiting(proxy: FaultProxy) -> None:
    with client(proxy.port) as connection:
        assert ask(connection, b"before") == b"before"
        with proxy.stall():
            connection.sendall(b"during")
            assert is_silent(connection)
        assert take(connection, 6) == b"during"


def test_a_new_connection_is_made_and_waits(proxy: FaultProxy) -> None:
    with proxy.stall(), client(proxy.port) as connection:
        connection.sendall(b"hello")
        assert is_silent(connection)
        proxy.heal()
        assert take(connection, 5) == b"hello"


def test_a_stall_of_answers_lets_questions_through(proxy: FaultProxy) -> None:
    with client(proxy.port) as connection, proxy.stall("to_client"):
        connection.sendall(b"hello")
        assert is_silent(connection)
        with proxy.stall("to_server"):
            proxy.heal()
        assert take(connection, 5) == b"hello"


@pytest.mark.parametrize("fault", [FaultProxy.stall, lambda proxy: proxy.latency(3600.0)])
def test_a_flood_meets_full_buffers_and_arrives_whole_in_the_end(
    proxy: FaultProxy, fault: Callable[[FaultProxy], Fault]
) -> None:
    flood = bytes(range(256)) * 400_000  # 100 MB, more than all buffers on the way
    with client(proxy.port) as connection:
        with fault(proxy):
            connection.settimeout(1.0)
            with pytest.raises(TimeoutError):
                connection.sendall(flood)
        connection.settimeout(PATIENCE_SECONDS)
        assert take(connection, 1_000_000) == flood[:1_000_000]


def test_closing_a_stalled_proxy_frees_who_waits(proxy: FaultProxy) -> None:
    with client(proxy.port) as connection:
        proxy.stall()
        answers: list[bytes] = []
        waiting = threading.Thread(target=lambda: answers.append(connection.recv(1)))
        waiting.start()
        proxy.close()
        waiting.join(PATIENCE_SECONDS)
        assert answers == [b""]
