"""The lesson's fixtures: one broker for all tests, and queues that are empty for each.

``%%tests queues`` loads this file as a pytest plugin. The options ``--publisher NAME`` and
``--mailer NAME`` put another class, from ``broken.py``, in the place of the correct one.
"""

import json
import logging
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pika
import pytest
from pika.adapters.blocking_connection import BlockingChannel

from labkit.lessons.queues import broken
from labkit.lessons.queues.tools import ada, count, failing, held, take, wait_until, zoe
from labkit.systems.users import topology
from labkit.systems.users.events import EventPublisher
from labkit.systems.users.mailer import Mail, Mailer

__all__ = ["ada", "count", "failing", "held", "take", "wait_until", "zoe"]

with warnings.catch_warnings(action="ignore"):  # the module uses what its own project deprecates
    from testcontainers.community.rabbitmq import RabbitMqContainer


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--publisher`` and ``--mailer``."""
    parser.addoption("--publisher", default="EventPublisher", help="the class to test")
    parser.addoption("--mailer", default="Mailer", help="the class to test")


def pytest_configure() -> None:
    """What pika logs about each refused connection is not what a lesson is about."""
    logging.disable(logging.CRITICAL)


@pytest.fixture(scope="session")
def broker() -> Iterator[RabbitMqContainer]:
    """A RabbitMQ that all tests share: starting one is dear."""
    with RabbitMqContainer("rabbitmq:3") as broker:
        yield broker


@pytest.fixture(scope="session")
def url(broker: RabbitMqContainer) -> str:
    """Where the broker is."""
    host, port = broker.get_container_host_ip(), broker.get_exposed_port(5672)
    return f"amqp://guest:guest@{host}:{port}/"


@pytest.fixture
def channel(url: str) -> Iterator[BlockingChannel]:
    """The test's own channel; exchange and queues are there, and empty."""
    with pika.BlockingConnection(pika.URLParameters(url)) as connection:
        channel = connection.channel()
        for queue in (topology.WELCOME_QUEUE, topology.DEAD_LETTERS, "full"):
            channel.queue_delete(queue)
        topology.declare(channel)
        yield channel


@pytest.fixture
def frozen(broker: RabbitMqContainer) -> Callable[..., Any]:
    """A block in which the broker is there and says nothing."""

    @contextmanager
    def frozen() -> Iterator[None]:
        broker.get_wrapped_container().pause()
        try:
            yield
        finally:
            broker.get_wrapped_container().unpause()

    return frozen


@pytest.fixture
def publisher(
    url: str, channel: BlockingChannel, request: pytest.FixtureRequest
) -> Iterator[EventPublisher]:
    """A publisher for a broker without messages, closed after the test."""
    assert channel.is_open
    kind = getattr(broken, request.config.getoption("--publisher"))
    with kind(url) as publisher:
        yield publisher


@pytest.fixture
def outbox() -> list[Mail]:
    """The mails that were sent."""
    return []


@pytest.fixture
def mailer(
    url: str, outbox: list[Mail], tmp_path: Path, request: pytest.FixtureRequest
) -> Callable[..., Mailer]:
    """Makes mailers that share one file; they send to the outbox, if not told otherwise."""
    kind = getattr(broken, request.config.getoption("--mailer"))

    def make(
        send: Callable[[Mail], object] = outbox.append, url: str = url, **settings: Any
    ) -> Mailer:
        mailer: Mailer = kind(url, send, tmp_path / "sent", pause=0.02, **settings)
        return mailer

    return make


@pytest.fixture
def at_work(mailer: Callable[..., Mailer]) -> Iterator[Mailer]:
    """A mailer at work in a thread of its own."""
    with mailer() as working:
        yield working


@pytest.fixture
def put(channel: BlockingChannel) -> Callable[..., None]:
    """Puts a message with an id and an address of the test's choice into the mailer's queue."""

    def put(message_id: str, email: str = "ada@example.com") -> None:
        body = json.dumps({"user_id": 7, "email": email, "name": "Ada"}).encode()
        properties = pika.BasicProperties(message_id=message_id, delivery_mode=2)
        channel.basic_publish("", topology.WELCOME_QUEUE, body, properties)

    return put
