"""Publisher and mailer while their broker is restarted, killed, silent and full."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pika
import pytest
from pika.adapters.blocking_connection import BlockingChannel
from testcontainers.community.rabbitmq import RabbitMqContainer

from labkit.systems.users import User, topology
from labkit.systems.users.events import EventPublisher, NotPublished
from labkit.systems.users.mailer import Mail, Mailer
from labkit.systems.users.messages import UserRegistered
from labkit.systems.users.sent import SentMail
from tests.integration.containers.servers import skip_without

pytestmark = pytest.mark.slow

DEADLINE_SECONDS = 60.0


def wait_until(holds: Callable[[], object]) -> bool:
    """Poll until something holds; False when it does not in time."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not holds():
        if time.monotonic() > deadline:
            return False
        threading.Event().wait(0.01)
    return True


def user(number: int) -> User:
    return User(number, f"user-{number}@example.com", f"User {number}", datetime.now(UTC))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def broker() -> Iterator[RabbitMqContainer]:
    """A broker that comes back on the port that it had."""
    skip_without("rabbitmq")
    with RabbitMqContainer("rabbitmq:3").with_bind_ports(5672, free_port()) as container:
        yield container


@pytest.fixture(scope="module")
def url(broker: RabbitMqContainer) -> str:
    host, port = broker.get_container_host_ip(), broker.get_exposed_port(5672)
    return f"amqp://guest:guest@{host}:{port}/"


@pytest.fixture
def channel(url: str) -> Iterator[BlockingChannel]:
    """The test's own channel, on empty queues."""
    with pika.BlockingConnection(pika.URLParameters(url)) as connection:
        channel = connection.channel()
        for queue in (topology.WELCOME_QUEUE, topology.DEAD_LETTERS, "full"):
            channel.queue_delete(queue)
        topology.declare(channel)
        yield channel


def count(channel: BlockingChannel, queue: str) -> int:
    number: int = channel.queue_declare(queue, passive=True).method.message_count
    return number


@pytest.mark.parametrize("how", ["restart", "kill"])
def test_a_broker_that_goes_in_mid_flow_loses_no_confirmed_message_and_doubles_no_mail(
    broker: RabbitMqContainer, url: str, channel: BlockingChannel, tmp_path: Path, how: str
) -> None:
    confirmed: list[str] = []
    outbox: list[Mail] = []
    # A queue that was just declared is for two seconds only in Erlang's disk_log.
    assert broker.exec(["rabbitmqctl", "eval", "mnesia:sync_log()."]).exit_code == 0
    channel.connection.close()
    with (
        EventPublisher(url, timeout=DEADLINE_SECONDS) as publisher,
        Mailer(url, outbox.append, tmp_path / "sent", pause=0.05),
    ):

        def publish() -> None:
            for number in range(60):
                publisher.user_registered(user(number))
                confirmed.append(user(number).email)

        worker = threading.Thread(target=publish, daemon=True)
        worker.start()
        assert wait_until(lambda: len(outbox) >= 5)
        wrapped = broker.get_wrapped_container()
        if how == "kill":
            wrapped.kill()
            wrapped.start()
        else:
            wrapped.restart()
        worker.join(DEADLINE_SECONDS)
        assert wait_until(lambda: len(outbox) >= 60)
    assert len(confirmed) == 60
    assert sorted(mail.to for mail in outbox) == sorted(confirmed)
    broker.readiness_probe()


def test_a_publisher_given_up_on_keeps_no_connection(
    broker: RabbitMqContainer, url: str, channel: BlockingChannel
) -> None:
    before = threading.active_count()
    with EventPublisher(url, timeout=0.3) as publisher:
        publisher.user_registered(user(1))
        broker.get_wrapped_container().pause()
        try:
            with pytest.raises(NotPublished, match="has not answered"):
                publisher.user_registered(user(2))
        finally:
            broker.get_wrapped_container().unpause()
        assert wait_until(lambda: threading.active_count() == before)
    publisher.user_registered(user(3))
    publisher.close()
    assert channel.is_open


def test_many_threads_share_a_publisher(url: str, channel: BlockingChannel) -> None:
    with EventPublisher(url, timeout=DEADLINE_SECONDS) as publisher:
        threads = [
            threading.Thread(target=publisher.user_registered, args=(user(number),))
            for number in range(20)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(DEADLINE_SECONDS)
    assert count(channel, topology.WELCOME_QUEUE) == 20


DEEP = b"[" * 1000 + b"]" * 1000
POISON = {
    "no JSON": b"no JSON",
    "nested deep": DEEP,
    "nested deep where nobody looks": b'{"user_id": 1, "email": "e", "name": "n", "x": %s}' % DEEP,
    "an endless id": b'{"user_id": 1e999, "email": "e", "name": "n"}',
    "a long list for a text": b'{"user_id": 1, "email": [%s"x"], "name": "n"}'
    % (b'"x", ' * 50_000),
}


def put(channel: BlockingChannel, message_id: str, body: bytes = b"", **more: object) -> None:
    """Put a message into the queue; without a body, one about user 1."""
    properties = pika.BasicProperties(message_id=message_id, **more)
    body = body or UserRegistered.of(user(1)).to_json()
    channel.basic_publish("", topology.WELCOME_QUEUE, body, properties)


@pytest.mark.parametrize("body", POISON.values(), ids=POISON)
def test_what_cannot_be_read_is_set_aside_and_the_next_one_served(
    url: str, channel: BlockingChannel, tmp_path: Path, body: bytes
) -> None:
    outbox: list[Mail] = []
    put(channel, "bad", body)
    put(channel, "good")
    with Mailer(url, outbox.append, tmp_path / "sent", pause=0.01):
        assert wait_until(lambda: outbox)
    assert count(channel, topology.DEAD_LETTERS) == 1
    assert channel.basic_get(topology.DEAD_LETTERS, auto_ack=True)[2] == body


@pytest.mark.parametrize("said", ["y" * 200_000, "to \ud800@example.com"], ids=["long", "no text"])
def test_whatever_a_failed_try_says_it_is_set_aside_after_the_last(
    url: str, channel: BlockingChannel, tmp_path: Path, said: str
) -> None:
    tries: list[Mail] = []

    def send(mail: Mail) -> None:
        tries.append(mail)
        raise RuntimeError(said)

    put(channel, "1")
    with Mailer(url, send, tmp_path / "sent", pause=0.01, tries=2):
        assert wait_until(lambda: count(channel, topology.DEAD_LETTERS))
    assert len(tries) == 2


def test_a_dead_letter_stays_where_it_is_and_goes_nowhere_else(
    url: str, channel: BlockingChannel, tmp_path: Path
) -> None:
    """It neither expires nor belongs to its sender's account, and is sent to no other queue."""
    copied = {"CC": [topology.WELCOME_QUEUE], "BCC": [topology.WELCOME_QUEUE], "shop": "7"}
    put(channel, "1", b"no JSON", expiration="60000", user_id="guest", headers=copied)
    with Mailer(url, print, tmp_path / "sent", pause=0.01):
        assert wait_until(lambda: count(channel, topology.DEAD_LETTERS))
    _, properties, _ = channel.basic_get(topology.DEAD_LETTERS, auto_ack=True)
    assert (properties.expiration, properties.user_id) == (None, None)
    assert properties.headers.keys() == {"shop", "reason"}
    assert count(channel, topology.WELCOME_QUEUE) == count(channel, topology.DEAD_LETTERS) == 0


def test_a_dead_letter_that_is_put_back_has_all_its_tries_again(
    url: str, channel: BlockingChannel, tmp_path: Path
) -> None:
    tries: list[Mail] = []

    def send(mail: Mail) -> None:
        tries.append(mail)
        if len(tries) < 5:
            raise OSError("the mail server is away")

    put(channel, "1")
    with Mailer(url, send, tmp_path / "sent", pause=0.01):
        assert wait_until(lambda: count(channel, topology.DEAD_LETTERS))
        _, properties, body = channel.basic_get(topology.DEAD_LETTERS, auto_ack=True)
        channel.basic_publish("", topology.WELCOME_QUEUE, body, properties)
        assert wait_until(lambda: len(tries) == 5)
    assert count(channel, topology.WELCOME_QUEUE) == count(channel, topology.DEAD_LETTERS) == 0


@pytest.fixture
def full_dead_letters(broker: RabbitMqContainer) -> Iterator[None]:
    """The dead letters take nothing."""
    full = '{"max-length": 0, "overflow": "reject-publish"}'
    policy = ["full", topology.DEAD_LETTERS.replace(".", "[.]"), full]
    assert broker.exec(["rabbitmqctl", "set_policy", *policy]).exit_code == 0
    yield
    assert broker.exec(["rabbitmqctl", "clear_policy", "full"]).exit_code == 0


@pytest.mark.usefixtures("full_dead_letters")
def test_full_dead_letters_lose_nothing_and_hold_nobody_up(
    url: str, channel: BlockingChannel, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What cannot be set aside stays in its queue, and is not sent more often than promised."""
    tries: list[str] = []

    def send(mail: Mail) -> None:
        tries.append(mail.to)
        if mail.to == "bad@example.com":
            raise OSError("there is no such address")

    put(channel, "1", b"no JSON")
    put(channel, "2", b'{"user_id": 2, "email": "bad@example.com", "name": "B"}')
    put(channel, "3")
    with Mailer(url, send, tmp_path / "sent", pause=0.01, tries=2):
        assert wait_until(lambda: "user-1@example.com" in tries)
        assert wait_until(lambda: caplog.text.count("take nothing") > 8)
    assert tries.count("bad@example.com") == 2
    assert wait_until(lambda: count(channel, topology.WELCOME_QUEUE) == 2)


@pytest.mark.parametrize("how", ["deleted", "unbound"])
def test_a_confirmed_message_is_in_the_queue_though_others_listen_too(
    url: str, channel: BlockingChannel, how: str
) -> None:
    """A broker confirms, and returns nothing, as soon as any queue has the message."""
    channel.queue_declare("audit", exclusive=True)
    channel.queue_bind("audit", topology.EXCHANGE, topology.ROUTING_KEY)
    with EventPublisher(url, timeout=DEADLINE_SECONDS) as publisher:
        publisher.user_registered(user(1))
        channel.queue_purge(topology.WELCOME_QUEUE)
        if how == "deleted":
            channel.queue_delete(topology.WELCOME_QUEUE)
        else:
            channel.queue_unbind(topology.WELCOME_QUEUE, topology.EXCHANGE, topology.ROUTING_KEY)
        publisher.user_registered(user(2))
    assert count(channel, topology.WELCOME_QUEUE) == 1


@pytest.mark.usefixtures("channel")
def test_a_file_that_cannot_be_written_loses_nothing(
    url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The message waits until the mailer can note what it does."""
    outbox: list[Mail] = []
    with EventPublisher(url) as publisher:
        publisher.user_registered(user(1))
    folder = tmp_path / "later"
    with Mailer(url, outbox.append, folder / "sent", pause=0.01):
        assert wait_until(lambda: caplog.text.count("begins again") > 1)
        assert outbox == []
        folder.mkdir()
        assert wait_until(lambda: outbox)


def test_a_try_that_is_under_way_is_in_doubt_and_ends_as_sent(tmp_path: Path) -> None:
    """Two mailers, one file: the second learns what the first has done."""
    first, second = SentMail(tmp_path / "sent"), SentMail(tmp_path / "sent")
    assert first.begin("1").state == ""
    assert second.begin("1").state == "sending"
    first.end("1", sent=True)
    assert second.begin("1").state == "sent"
