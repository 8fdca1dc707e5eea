"""Latency, jitter, bandwidth: bytes come late, but they come, in order."""

import socket
import time

import pytest

from labkit.faults import FaultProxy
from labkit.faults.link import Link
from labkit.faults.weather import Weather
from tests.unit.faults.echo import ask, client, is_silent, take

FOR_EVER = 3600.0


def test_without_faults_bytes_pass_unchanged(proxy: FaultProxy) -> None:
    message = bytes(range(256)) * 4000
    with client(proxy.port) as connection:
        assert ask(connection, message) == message


def test_latency_keeps_an_answer_back(proxy: FaultProxy) -> None:
    with client(proxy.port) as connection, proxy.latency(0.1):
        before = time.monotonic()
        assert ask(connection, b"hello") == b"hello"
        assert time.monotonic() - before >= 0.1


@pytest.mark.parametrize("direction", ["to_server", "to_client"])
def test_latency_can_hold_either_way(proxy: FaultProxy, direction: str) -> None:
    other = {"to_server": "to_client", "to_client": "to_server"}[direction]
    with client(proxy.port) as connection:
        with proxy.latency(FOR_EVER, direction=direction):  # type: ignore[arg-type]
            connection.sendall(b"hello")
            assert is_silent(connection)
            proxy.latency(0, direction=other)  # type: ignore[arg-type]
            assert is_silent(connection)
        assert take(connection, 5) == b"hello"


def test_latencies_add_up(proxy: FaultProxy) -> None:
    with client(proxy.port) as connection, proxy.latency(0.05), proxy.latency(0.1):
        before = time.monotonic()
        ask(connection, b"hello")
        assert time.monotonic() - before >= 0.15


def test_what_latency_held_back_goes_at_once_when_it_is_healed(proxy: FaultProxy) -> None:
    with client(proxy.port) as connection:
        with proxy.latency(FOR_EVER):
            connection.sendall(b"hello")
            assert is_silent(connection)
        assert take(connection, 5) == b"hello"


def test_latency_does_not_slow_the_stream_behind_it(proxy: FaultProxy) -> None:
    pieces = [bytes([number]) * 100 for number in range(50)]
    with client(proxy.port) as connection, proxy.latency(0.2):
        before = time.monotonic()
        for piece in pieces:
            connection.sendall(piece)
        assert take(connection, 5000) == b"".join(pieces)
        assert time.monotonic() - before < 50 * 0.2  # each waiting for the one before: 10 s


def test_jitter_delays_and_keeps_the_order(proxy: FaultProxy) -> None:
    with client(proxy.port) as connection, proxy.latency(0, jitter=0.2):
        before = time.monotonic()
        for number in range(5):
            assert ask(connection, bytes([number])) == bytes([number])
        assert time.monotonic() - before >= 0.3  # five times 0.1 s are to be expected


def test_equal_seeds_give_equal_jitter_and_connections_differ() -> None:
    def chances(seed: str) -> list[float]:
        with socket.socket() as unused:
            random = Link(unused, Weather(), seed).chances("to_client")
        return [random.random() for _ in range(5)]

    assert chances("0 1") == chances("0 1")
    assert len({tuple(chances(seed)) for seed in ("0 1", "0 2", "1 1")}) == 3


def test_bandwidth_lets_so_many_bytes_pass_in_a_second(proxy: FaultProxy) -> None:
    with client(proxy.port) as connection, proxy.bandwidth(100_000, "to_client"):
        before = time.monotonic()
        message = bytes(20_000)
        assert ask(connection, message) == message
        assert time.monotonic() - before >= 0.15  # 0.2 s, less the first slice


def test_the_narrowest_bandwidth_counts_and_ends_when_healed(proxy: FaultProxy) -> None:
    with client(proxy.port) as connection:
        with proxy.bandwidth(10**9), proxy.bandwidth(1):
            connection.sendall(b"hello")
            assert take(connection, 1) == b"h"
            assert is_silent(connection)
        assert take(connection, 4) == b"ello"
