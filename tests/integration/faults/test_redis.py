"""What a client of a real Redis sees when the network is bad."""

import time

import pytest
import redis
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from labkit.faults import FaultProxy


def test_latency_makes_each_answer_late(client: Redis, proxy: FaultProxy) -> None:
    with proxy.latency(0.1):
        before = time.monotonic()
        client.ping()
        assert time.monotonic() - before >= 0.1


def test_a_stalled_server_is_a_time_out_and_then_works_again(
    client: Redis, proxy: FaultProxy
) -> None:
    with proxy.stall(), pytest.raises(redis.TimeoutError):
        client.get("reading")
    assert client.get("reading") is None


def test_a_command_whose_answer_was_lost_has_been_carried_out(
    client: Redis, proxy: FaultProxy
) -> None:
    with proxy.stall("to_client"), pytest.raises(redis.TimeoutError):
        client.incr("counter")
    assert client.get("counter") == b"1"


def test_an_answer_that_is_cut_is_an_error(client: Redis, proxy: FaultProxy) -> None:
    client.set("long", "x" * 100_000)
    with proxy.cut(after=50_000), pytest.raises(redis.ConnectionError):
        client.get("long")
    assert client.strlen("long") == 100_000


def test_a_client_that_tries_again_does_not_show_a_reset(proxy: FaultProxy) -> None:
    again = Retry(NoBackoff(), retries=1)
    with Redis(proxy.host, proxy.port, retry=again) as client:
        client.set("reading", "21.5")
        proxy.reset_open()
        assert client.get("reading") == b"21.5"
    assert proxy.accepted == 2


def test_down_is_an_error_and_up_is_the_same_address(client: Redis, proxy: FaultProxy) -> None:
    client.set("reading", "21.5")
    with proxy.down(), pytest.raises(redis.ConnectionError):
        client.get("reading")
    assert client.get("reading") == b"21.5"


def test_a_narrow_line_delivers_everything(client: Redis, proxy: FaultProxy) -> None:
    value = bytes(range(256)) * 40
    with proxy.bandwidth(100_000):
        client.set("reading", value)
        assert client.get("reading") == value
