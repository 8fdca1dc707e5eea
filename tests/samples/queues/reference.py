import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pika
import pytest
from testcontainers.community.rabbitmq import RabbitMqContainer

from labkit.systems.users import User, topology
from labkit.systems.users.events import EventPublisher, NotPublished
from labkit.systems.users.mailer import Mailer

ADA = User(7, "ada@example.com", "Ada", datetime.now(UTC))
ZOE = User(8, "zoe@example.com", "Zoë 東京", datetime.now(UTC))


@pytest.fixture(scope="module")
def broker():
    """One broker for the module: starting is what costs time."""
    with RabbitMqContainer("rabbitmq:3") as broker:
        yield broker


@pytest.fixture(scope="module")
def url(broker):
    host, port = broker.get_container_host_ip(), broker.get_exposed_port(5672)
    return f"amqp://guest:guest@{host}:{port}/"


@pytest.fixture
def channel(url):
    """The suite's own channel, on a broker that has the topology and no message."""
    with pika.BlockingConnection(pika.URLParameters(url)) as connection:
        channel = connection.channel()
        for queue in (topology.WELCOME_QUEUE, topology.DEAD_LETTERS, "full"):
            channel.queue_delete(queue)
        channel.exchange_delete(topology.EXCHANGE)
        topology.declare(channel)
        yield channel


def wait_until(condition, seconds=3.0):
    """Poll until the condition holds; False when it does not within these seconds."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        threading.Event().wait(0.01)
    return True


### BEGIN SOLUTION
@pytest.fixture
def publisher(url):
    with EventPublisher(url, timeout=2) as publisher:
        yield publisher


@pytest.fixture
def outbox():
    """The mails that were sent."""
    return []


@pytest.fixture
def mailer(url, outbox, tmp_path):
    """Makes mailers with one file; what they send is in the outbox, unless ``send`` is given."""

    def make(send=outbox.append, **settings):
        return Mailer(url, send, tmp_path / "sent", pause=0.01, **settings)

    return make


def put(channel, message_id, email="ada@example.com", **more):
    """Put a message into the queue as a publisher would, with fields of our choice."""
    body = json.dumps({"user_id": 7, "email": email, "name": "Ada", **more})
    put_raw(channel, body.encode(), message_id)


def put_raw(channel, body, message_id):
    properties = pika.BasicProperties(message_id=message_id, delivery_mode=2)
    channel.basic_publish("", topology.WELCOME_QUEUE, body, properties)


def take(channel, queue):
    """The properties and the body of the next message; (None, None) when there is none."""
    return channel.basic_get(queue, auto_ack=True)[1:]


def count(channel, queue):
    """How many messages are in a queue and with no consumer."""
    return channel.queue_declare(queue, passive=True).method.message_count


def addresses(outbox):
    return [mail.to for mail in outbox]


class Failing:
    """Sends nothing the first ``times`` times; notes every try."""

    def __init__(self, outbox, times):
        self.outbox, self.times, self.tries = outbox, times, 0

    def __call__(self, mail):
        self.tries += 1
        if self.tries <= self.times:
            raise OSError("the mail server is away")
        self.outbox.append(mail)


class Held:
    """Holds the first mail until it is released."""

    def __init__(self, outbox):
        self.outbox, self.begun, self.release = outbox, threading.Event(), threading.Event()

    def __call__(self, mail):
        self.begun.set()
        self.release.wait(4)
        self.outbox.append(mail)


def test_the_message_says_who_registered(channel, publisher):
    publisher.user_registered(ZOE)
    _, body = take(channel, topology.WELCOME_QUEUE)
    message = json.loads(body.decode("utf-8"))
    assert message["user_id"] == ZOE.id
    assert (message["email"], message["name"]) == (ZOE.email, ZOE.name)


def test_the_message_survives_a_restart(channel, publisher):
    publisher.user_registered(ADA)
    properties, _ = take(channel, topology.WELCOME_QUEUE)
    assert properties.delivery_mode == 2


@pytest.mark.parametrize("name", ["WELCOME_QUEUE", "DEAD_LETTERS"])
def test_the_queues_survive_a_restart(channel, name):
    with pytest.raises(pika.exceptions.ChannelClosedByBroker):
        channel.queue_declare(getattr(topology, name), durable=False)


def test_a_registration_keeps_its_message_id(channel, publisher):
    first, again = publisher.user_registered(ADA), publisher.user_registered(ADA)
    assert first == again == take(channel, topology.WELCOME_QUEUE)[0].message_id


def test_registrations_have_ids_of_their_own(channel, publisher):
    later = User(9, ADA.email, ADA.name, datetime.now(UTC))
    assert publisher.user_registered(ADA) != publisher.user_registered(later)


def test_what_the_broker_refuses_is_not_published(channel, publisher):
    full = {"x-max-length": 0, "x-overflow": "reject-publish"}
    channel.queue_declare("full", arguments=full)
    channel.queue_bind("full", topology.EXCHANGE, topology.ROUTING_KEY)
    with pytest.raises(NotPublished):
        publisher.user_registered(ADA)


def test_a_queue_that_is_gone_is_made_again(channel, publisher):
    publisher.user_registered(ADA)
    channel.queue_delete(topology.WELCOME_QUEUE)
    publisher.user_registered(ZOE)
    topology.declare(channel)
    assert count(channel, topology.WELCOME_QUEUE) == 1


def test_it_goes_on_after_its_channel_was_closed(channel, publisher):
    publisher.user_registered(ADA)
    channel.exchange_delete(topology.EXCHANGE)
    publisher.user_registered(ZOE)
    assert count(channel, topology.WELCOME_QUEUE) == 2


def test_a_broker_that_is_away_is_said():
    with EventPublisher("amqp://guest:guest@127.0.0.1:1/", timeout=0.2) as publisher:
        with pytest.raises(NotPublished):
            publisher.user_registered(ADA)


def test_a_silent_broker_holds_nobody_up(broker, channel, url):
    with EventPublisher(url, timeout=0.5) as publisher, ThreadPoolExecutor(1) as threads:
        publisher.user_registered(ADA)
        broker.get_wrapped_container().pause()
        try:
            outcome = threads.submit(publisher.user_registered, ZOE)
            with pytest.raises(NotPublished):
                outcome.result(timeout=3)
        finally:
            broker.get_wrapped_container().unpause()


def test_a_registered_user_gets_a_mail(channel, publisher, mailer, outbox):
    with mailer():
        publisher.user_registered(ZOE)
        assert wait_until(lambda: outbox)
    [mail] = outbox
    assert mail.to == ZOE.email
    assert ZOE.name in mail.text


def test_a_mail_that_failed_is_tried_again(channel, mailer, outbox):
    put(channel, "1")
    with mailer(Failing(outbox, times=1)):
        assert wait_until(lambda: outbox or count(channel, topology.DEAD_LETTERS))
    assert addresses(outbox) == ["ada@example.com"]
    assert count(channel, topology.WELCOME_QUEUE) == 0


def test_after_three_tries_the_message_is_set_aside_as_it_was(channel, mailer, outbox):
    put(channel, "1")
    put(channel, "2", "bob@example.com")
    send = Failing(outbox, times=9)
    with mailer(send, tries=3):
        assert wait_until(lambda: count(channel, topology.DEAD_LETTERS) == 2 or send.tries > 6)
    assert send.tries == 6
    properties, body = take(channel, topology.DEAD_LETTERS)
    assert properties.headers["reason"]
    assert (properties.message_id, json.loads(body)["name"]) in [("1", "Ada"), ("2", "Ada")]


def test_what_cannot_be_read_is_set_aside_and_the_next_is_served(channel, mailer, outbox):
    put_raw(channel, b"no JSON", "1")
    put(channel, None)
    put(channel, "3", "bob@example.com")
    with mailer():
        assert wait_until(lambda: outbox)
    assert addresses(outbox) == ["bob@example.com"]
    assert count(channel, topology.DEAD_LETTERS) == 2
    assert take(channel, topology.DEAD_LETTERS)[1] == b"no JSON"


def test_fields_that_nobody_knows_do_no_harm(channel, mailer, outbox):
    put(channel, "1", language="en")
    put(channel, "2", "bob@example.com")
    with mailer():
        assert wait_until(lambda: "bob@example.com" in addresses(outbox))
    assert addresses(outbox) == ["ada@example.com", "bob@example.com"]


def test_one_id_means_one_mail(channel, mailer, outbox):
    for message_id, email in (("1", "ada"), ("1", "ada"), ("2", "ada"), ("3", "bob")):
        put(channel, message_id, f"{email}@example.com")
    with mailer():
        assert wait_until(lambda: "bob@example.com" in addresses(outbox))
    assert addresses(outbox) == ["ada@example.com", "ada@example.com", "bob@example.com"]


def test_one_id_means_one_mail_for_the_next_mailer_too(channel, mailer, outbox):
    put(channel, "1")
    with mailer():
        assert wait_until(lambda: outbox)
    put(channel, "1")
    put(channel, "2", "bob@example.com")
    with mailer():
        assert wait_until(lambda: "bob@example.com" in addresses(outbox))
    assert addresses(outbox) == ["ada@example.com", "bob@example.com"]


def test_a_mail_that_may_be_out_is_not_sent_again(channel, mailer, outbox):
    def crash(mail):
        outbox.append(mail)
        raise SystemExit

    put(channel, "1")
    with mailer(crash):
        assert wait_until(lambda: outbox)
    with mailer():
        assert wait_until(lambda: count(channel, topology.DEAD_LETTERS) or len(outbox) > 1)
    assert len(outbox) == 1


def test_a_mailer_leaves_work_for_others(channel, mailer, outbox):
    held = Held(outbox)
    with mailer(held, prefetch=1):
        put(channel, "1")
        assert wait_until(held.begun.is_set)
        put(channel, "2", "bob@example.com")
        put(channel, "3", "cy@example.com")
        others = []
        with mailer(others.append, prefetch=1):
            assert wait_until(lambda: len(others) == 2)
        held.release.set()
    assert addresses(others) == ["bob@example.com", "cy@example.com"]


def test_stopping_loses_nothing(channel, mailer, outbox):
    held = Held(outbox)
    for message_id in "123":
        put(channel, message_id)
    with mailer(held) as stopped:
        assert wait_until(held.begun.is_set)
        stopped.stop()
        held.release.set()
    assert len(outbox) == 1
    assert count(channel, topology.WELCOME_QUEUE) == 2


def test_a_mailer_whose_queue_is_gone_comes_back(channel, publisher, mailer, outbox):
    with mailer():
        publisher.user_registered(ADA)
        assert wait_until(lambda: outbox)
        channel.queue_delete(topology.WELCOME_QUEUE)
        publisher.user_registered(ZOE)
        assert wait_until(lambda: len(outbox) == 2)
    assert addresses(outbox) == [ADA.email, ZOE.email]


### END SOLUTION
