"""An expert would say: it tests accidents: names, the exact body, words, the form of an id."""

import json
import threading
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


def test_the_queue_has_its_name(channel, url):
    with EventPublisher(url) as publisher:
        publisher.user_registered(ADA)
    assert channel.queue_declare("welcome-mails", passive=True).method.message_count == 1


def test_the_body_is_exactly_this(channel, url):
    with EventPublisher(url) as publisher:
        publisher.user_registered(ADA)
    body = channel.basic_get(topology.WELCOME_QUEUE, auto_ack=True)[2]
    assert json.loads(body) == {"user_id": 7, "email": "ada@example.com", "name": "Ada"}


def test_ids_look_like_uuids(channel, url):
    with EventPublisher(url) as publisher:
        assert len(publisher.user_registered(ADA)) == 36


def test_the_subject(channel, url, tmp_path):
    outbox, arrived = [], threading.Event()

    def send(mail):
        outbox.append(mail)
        arrived.set()

    with EventPublisher(url) as publisher, Mailer(url, send, tmp_path / "sent"):
        publisher.user_registered(ADA)
        assert arrived.wait(5)
    assert outbox[0].subject == "Welcome"
