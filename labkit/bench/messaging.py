"""Redis and RabbitMQ through testcontainers: the first answer, and many at once."""

import shutil
import subprocess
import tempfile
import threading
import time
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from labkit import engine
from labkit.bench.first_query import on_engine
from labkit.bench.rows import Row, medians
from labkit.engine import account
from labkit.engine.ports import Reservation
from labkit.engine.servers import redis_programs, unpacked

_ROUNDS = 12
_BROKERS = 4
_AT_ONCE = 30
_PAUSE_SECONDS = 0.3
_SPARE_SECONDS = 10.0  # in which the next broker comes up beside us


def rows() -> Iterator[Row]:
    """What the embedded engine does with the two servers, each where it is installed."""
    here = {each.name for each in engine.installed()}
    with on_engine("embedded"):
        if "redis" in here:
            _redis()
            ours, bare = medians(_ROUNDS, _redis, _redis_by_hand)
            yield Row("Redis, first answer", ours, bare, "started by hand", "at most 1.3x")
            yield Row(f"{_AT_ONCE} Redis containers at once, all answering", _many())
        if "rabbitmq" in here:
            yield Row("RabbitMQ, first message, cold", _rabbitmq(0))
            (warm,) = medians(_BROKERS, lambda: _rabbitmq(_SPARE_SECONDS))
            yield Row("RabbitMQ, first message, warm", warm, goal="under 0.5 s")


def _redis() -> float:
    from testcontainers.community.redis import RedisContainer

    threading.Event().wait(_PAUSE_SECONDS)
    began = time.perf_counter()
    with RedisContainer("redis:7") as container, container.get_client() as client:
        client.ping()
        return time.perf_counter() - began


def _redis_by_hand() -> float:
    import redis
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    program = redis_programs.server(
        next(each for each in engine.installed() if each.name == "redis")
    )
    threading.Event().wait(_PAUSE_SECONDS)
    began = time.perf_counter()
    folder = Path(tempfile.mkdtemp(prefix="labkit-bench-"))
    account.give(folder)
    port = Reservation()
    server = subprocess.Popen(
        [program, "--port", str(port.port), "--bind", "127.0.0.1", "--dir", folder],
        env=unpacked.environment(program),
        stdout=subprocess.DEVNULL,
        **account.process_options(),
    )
    try:
        while True:
            try:
                with redis.Redis("127.0.0.1", port.port, retry=Retry(NoBackoff(), 0)) as client:
                    client.ping()
                return time.perf_counter() - began
            except redis.ConnectionError:
                threading.Event().wait(0.001)
    finally:
        server.kill()
        server.wait()
        port.release()
        shutil.rmtree(folder, ignore_errors=True)


def _many() -> float:
    """Seconds until that many containers that were started together have all answered."""
    from testcontainers.community.redis import RedisContainer

    began = time.perf_counter()
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        containers = list(pool.map(lambda _: RedisContainer("redis:7").start(), range(_AT_ONCE)))
        taken = time.perf_counter() - began
        list(pool.map(lambda each: each.stop(), containers))
    return taken


def _rabbitmq(pause: float) -> float:
    """Seconds from nothing to a message published and taken again."""
    import pika

    with warnings.catch_warnings():  # testcontainers' own module uses what it deprecates
        warnings.simplefilter("ignore", DeprecationWarning)
        from testcontainers.community.rabbitmq import RabbitMqContainer

    threading.Event().wait(pause)
    began = time.perf_counter()
    with RabbitMqContainer("rabbitmq:3") as container:
        connection = pika.BlockingConnection(container.get_connection_params())
        channel = connection.channel()
        channel.queue_declare("bench")
        channel.basic_publish("", "bench", b"a message")
        channel.basic_get("bench", auto_ack=True)
        taken = time.perf_counter() - began
        connection.close()
    return taken
