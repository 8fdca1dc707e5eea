"""An expert would say: it guesses how long a mail takes; on a slower day the guess is wrong."""

import time
from datetime import UTC, datetime

import pika
import pytest
from testcontainers.community.rabbitmq import RabbitMqContainer

from labkit.systems.users import User, topology
from labkit.systems.users.events import EventPublisher
from labkit.systems.users.mailer import Mailer

ADA = User(7, "ada@example.com", "Ada", datetime.now(UTC))


@pytest.fixture(scope="module")
def url():
    with RabbitMqContainer("rabbitmq:3") as broker:
        host, port = broker.get_container_host_ip(), broker.get_exposed_port(5672)
        yield f"amqp://guest:guest@{host}:{port}/"


@pytest.fixture
def channel(url):
    with pika.BlockingConnection(pika.URLParameters(url)) as connection:
        channel = connection.channel()
        topology.declare(channel)
        channel.queue_purge(topology.WELCOME_QUEUE)
        yield channel


def test_mail(channel, url, tmp_path):
    outbox = []
    with EventPublisher(url) as publisher, Mailer(url, outbox.append, tmp_path / "sent"):
        publisher.user_registered(ADA)
        time.sleep(0.7)
        assert [mail.to for mail in outbox] == ["ada@example.com"]


def test_persistent(channel, url):
    with EventPublisher(url) as publisher:
        publisher.user_registered(ADA)
    assert channel.basic_get(topology.WELCOME_QUEUE, auto_ack=True)[1].delivery_mode == 2
