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


def test_a_full_dead_letter_queue_loses_nothing(
    url: str, channel: BlockingChannel, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What cannot be set aside stays in its queue."""
    channel.queue_delete(topology.DEAD_LETTERS)
    full = {"x-max-length": 0, "x-overflow": "reject-publish"}
    channel.queue_declare(topology.DEAD_LETTERS, durable=True, arguments=full)
    channel.basic_publish("", topology.WELCOME_QUEUE, b"no JSON")
    with Mailer(url, print, tmp_path / "sent", pause=0.01):
        assert wait_until(lambda: caplog.text.count("begins again") > 1)
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
