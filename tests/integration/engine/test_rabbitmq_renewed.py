"""A broker that is used again has nothing of its last user: what could leak is planted here."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pika
import pika.exceptions
import pytest
from pika.adapters.blocking_connection import BlockingChannel

from labkit.engine.container import discard
from labkit.engine.fleet import new_run_folder
from labkit.engine.logs import Wanted
from labkit.engine.pids import PidFolder
from labkit.engine.ports import Reservation
from labkit.engine.servers import rabbitmq
from labkit.engine.servers.rabbitmq import RabbitMQ
from labkit.engine.servers.recycling import Recycling
from labkit.engine.servers.server import Site, Wishes
from tests.integration.containers.servers import skip_unless_installed
from tests.integration.engine.lab import Lab

pytestmark = pytest.mark.slow  # a broker takes seconds to come up

ENVIRONMENT = {"RABBITMQ_DEFAULT_USER": "ada", "RABBITMQ_DEFAULT_PASS": "secret"}


def opened(server: RabbitMQ) -> pika.BlockingConnection:
    """A connection to a broker."""
    assert server.reservation is not None
    credentials = pika.PlainCredentials("ada", "secret")
    at = pika.ConnectionParameters("127.0.0.1", server.reservation.port, credentials=credentials)
    return pika.BlockingConnection(at)


def inside(server: RabbitMQ, *command: str) -> str:
    """What one of the broker's own tools says."""
    environment = server.exec_environment(0)
    tool = server.folder / "bin" / command[0]
    done = subprocess.run(
        [tool, *command[1:]], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture(scope="module")
def started() -> Iterator[list[RabbitMQ]]:
    """One broker; tests renew it and put the new one in the place of the old."""
    skip_unless_installed("rabbitmq")
    run = new_run_folder()
    site = Site(run, PidFolder(run / "pids"), Recycling(run / "recycling"))
    folder = Path(run / "broker")
    folder.mkdir(mode=0o711)
    server = RabbitMQ(site, folder, Wishes(ENVIRONMENT), rabbitmq.installed()[0])
    server.prepare()
    server.reservation = Reservation()
    assert server.launch().ready.wait(30)
    current = [server]
    yield current
    discard(current[0])


@pytest.fixture
def broker(started: list[RabbitMQ]) -> RabbitMQ:
    """The broker, renewed at least once, so that its fingerprint is known."""
    if not started[0]._fingerprint:
        started[0] = renewed(started[0])
    return started[0]


def renewed(server: RabbitMQ) -> RabbitMQ:
    """The broker as new; it must be fit for that."""
    fresh = server.renewed()
    assert fresh is not None
    assert server.reservation is not None
    server.reservation.release()  # as the container does
    return fresh


def is_missing(server: RabbitMQ, kind: str, name: str) -> bool:
    """Whether a broker knows no queue or exchange of a name."""
    connection = opened(server)
    channel: BlockingChannel = connection.channel()
    declare = channel.queue_declare if kind == "queue" else channel.exchange_declare
    try:
        declare(name, passive=True)
    except pika.exceptions.ChannelClosedByBroker as refused:
        return refused.reply_code == 404
    finally:
        connection.close()
    return False


def test_nothing_that_a_client_can_make_is_left(started: list[RabbitMQ], broker: RabbitMQ) -> None:
    with opened(broker) as connection:
        channel = connection.channel()
        channel.exchange_declare("events", "topic", durable=True)
        channel.queue_declare("quorum", durable=True, arguments={"x-queue-type": "quorum"})
        channel.queue_declare("log", durable=True, arguments={"x-queue-type": "stream"})
        channel.queue_declare("work", durable=True)
        channel.queue_bind("work", "events", "#")
        channel.queue_bind("work", "amq.topic", "of-the-last-user")
        channel.basic_publish("events", "any", b"left", pika.BasicProperties(delivery_mode=2))
    started[0] = fresh = renewed(broker)
    assert is_missing(fresh, "queue", "work")
    assert is_missing(fresh, "queue", "quorum")
    assert is_missing(fresh, "queue", "log")
    assert is_missing(fresh, "exchange", "events")
    with opened(fresh) as connection:
        channel = connection.channel()
        channel.queue_declare("work", durable=True)
        channel.basic_publish("amq.topic", "of-the-last-user", b"no binding is left")
        assert channel.basic_get("work") == (None, None, None)


def test_the_last_users_connections_and_port_are_closed(
    started: list[RabbitMQ], broker: RabbitMQ
) -> None:
    connection = opened(broker)
    channel = connection.channel()
    channel.queue_declare("held")
    channel.basic_publish("", "held", b"never acknowledged")
    assert channel.basic_get("held")[2] == b"never acknowledged"
    started[0] = renewed(broker)
    with pytest.raises(pika.exceptions.AMQPError):
        channel.queue_declare("held")
    with pytest.raises(pika.exceptions.AMQPConnectionError):
        opened(broker)


def test_its_log_begins_with_the_start_and_has_no_line_of_the_last_user(
    started: list[RabbitMQ], broker: RabbitMQ
) -> None:
    opened(broker).close()
    started[0] = fresh = renewed(broker)
    lines = [line.text for line in fresh.log.read(Wanted())]
    assert b"Starting RabbitMQ" in b"".join(lines)
    assert b"Server startup complete" in lines[-1]
    assert b"accepting AMQP connection" not in b"".join(lines)


def test_a_policy_goes_with_the_virtual_host(started: list[RabbitMQ], broker: RabbitMQ) -> None:
    inside(broker, "rabbitmqctl", "set_policy", "short", ".*", '{"max-length": 1}')
    started[0] = fresh = renewed(broker)
    assert "short" not in inside(fresh, "rabbitmqctl", "list_policies")


@pytest.mark.parametrize(
    "command",
    [
        ("rabbitmqctl", "add_user", "eve", "password"),
        ("rabbitmqctl", "add_vhost", "elsewhere"),
        ("rabbitmqctl", "change_password", "ada", "another"),
        ("rabbitmqctl", "set_permissions", "ada", "", "", ""),
        ("rabbitmqctl", "set_global_parameter", "motto", '"mine"'),
        ("rabbitmqctl", "set_user_limits", "ada", '{"max-connections": 1}'),
        ("rabbitmqctl", "eval", "application:set_env(rabbit, consumer_timeout, 1)."),
        ("rabbitmqctl", "set_vm_memory_high_watermark", "0.0001"),
    ],
    ids=["user", "vhost", "password", "permission", "parameter", "limit", "setting", "alarm"],
)
def test_what_no_client_could_make_is_noticed(
    started: list[RabbitMQ], broker: RabbitMQ, command: tuple[str, ...]
) -> None:
    """The engine ends a broker in which a command ran; should it not know, this is the net."""
    inside(broker, *command)
    assert broker.renewed() is None
    inside(broker, "rabbitmqctl", "eval", UNDO)
    broker._fingerprint = ""
    started[0] = renewed(broker)


UNDO = """
    application:set_env(rabbit, consumer_timeout, 1800000),
    vm_memory_monitor:set_vm_memory_high_watermark(0.4).
"""

TOUCHED = """
import warnings
warnings.simplefilter("ignore")
import labkit.engine
labkit.engine.use()
from testcontainers.community.rabbitmq import RabbitMqContainer


def pid(container):
    wrapped = container.get_wrapped_container()
    wrapped.reload()
    return wrapped.attrs["State"]["Pid"]


def touched(touch):
    with RabbitMqContainer("rabbitmq:3") as container:
        touch(container)
        return pid(container)


pids = [touched(touch) for touch in (
    lambda c: None,
    lambda c: (c.get_wrapped_container().pause(), c.get_wrapped_container().unpause()),
    lambda c: c.exec(["true"]),
    lambda c: c.get_wrapped_container().restart(timeout=5),
    lambda c: None,
)]
print(*pids, flush=True)
input()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks processes up in /proc")
def test_only_a_broker_that_was_merely_used_serves_the_next_container(lab: Lab) -> None:
    skip_unless_installed("rabbitmq")
    client = lab.start(TOUCHED)
    assert client.stdout is not None
    used, paused, entered, restarted, last = client.stdout.readline().split()
    assert used == paused == entered
    assert len({entered, restarted, last}) == 3
