"""RabbitMQ behind unmodified testcontainers: what the official image promises."""

import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager

import docker
import docker.errors
import pika
import pika.exceptions
import pytest
from pika.adapters.blocking_connection import BlockingChannel
from testcontainers.community.rabbitmq import RabbitMqContainer
from testcontainers.core.container import DockerContainer

from tests.integration.containers.servers import skip_without

pytestmark = pytest.mark.slow  # a broker takes seconds to come up


@pytest.fixture(scope="module", autouse=True)
def _server() -> None:
    skip_without("rabbitmq")


@pytest.fixture(scope="module")
def shared() -> Iterator[RabbitMqContainer]:
    """A broker that tests of this module share; each uses queues of its own."""
    with RabbitMqContainer("rabbitmq:3") as container:
        yield container


@contextmanager
def channel_to(container: RabbitMqContainer) -> Iterator[BlockingChannel]:
    with closing(pika.BlockingConnection(container.get_connection_params())) as connection:
        yield connection.channel()


def take(channel: BlockingChannel, queue: str) -> bytes | None:
    """The next message's body; None when the queue is empty."""
    _, _, body = channel.basic_get(queue, auto_ack=True)
    return body


def send(channel: BlockingChannel, queue: str, body: bytes, *, durable: bool) -> None:
    """Publish into a durable queue and wait for the broker's word that it has the message."""
    channel.confirm_delivery()
    channel.queue_declare(queue, durable=True)
    mode = pika.DeliveryMode.Persistent if durable else pika.DeliveryMode.Transient
    channel.basic_publish("", queue, body, pika.BasicProperties(delivery_mode=mode))


def test_delivers_what_is_published(shared: RabbitMqContainer) -> None:
    with channel_to(shared) as channel:
        channel.queue_declare("readings")
        channel.basic_publish("", "readings", b"21.5")
        assert take(channel, "readings") == b"21.5"


def test_routes_by_topic(shared: RabbitMqContainer) -> None:
    with channel_to(shared) as channel:
        channel.exchange_declare("sensors", "topic")
        channel.queue_declare("kitchen only")
        channel.queue_bind("kitchen only", "sensors", "kitchen.*")
        channel.basic_publish("sensors", "garden.rain", b"garden")
        channel.basic_publish("sensors", "kitchen.heat", b"kitchen")
        assert take(channel, "kitchen only") == b"kitchen"
        assert take(channel, "kitchen only") is None


def test_is_the_real_thing_of_the_version_that_the_tag_names(shared: RabbitMqContainer) -> None:
    with closing(pika.BlockingConnection(shared.get_connection_params())) as connection:
        said = connection._impl.server_properties
    assert said["product"] == "RabbitMQ"
    assert said["version"].split(".")[0] == "3"


def test_honours_user_password_and_virtual_host() -> None:
    made = RabbitMqContainer("rabbitmq:3", username="ada", password="it's", vhost="engines")
    with made as container:
        with channel_to(container) as channel:
            assert channel.is_open
        wrong = container.get_connection_params()
        wrong.credentials = pika.PlainCredentials("ada", "guess")
        with pytest.raises(pika.exceptions.ProbableAuthenticationError):
            pika.BlockingConnection(wrong)


def test_exec_rabbitmqctl_reaches_the_broker_from_inside(shared: RabbitMqContainer) -> None:
    with channel_to(shared) as channel:
        channel.queue_declare("seen from inside")
    status, output = shared.exec(["rabbitmqctl", "list_queues", "--quiet", "name"])
    assert status == 0
    assert "seen from inside" in output.decode().splitlines()


def test_exec_rabbitmq_diagnostics_says_that_it_runs(shared: RabbitMqContainer) -> None:
    assert shared.exec(["rabbitmq-diagnostics", "check_running"]).exit_code == 0


def test_exec_makes_users_that_can_log_in(shared: RabbitMqContainer) -> None:
    script = "rabbitmqctl add_user eve secret && rabbitmqctl set_permissions eve '.*' '.*' '.*'"
    assert shared.exec(["sh", "-c", script]).exit_code == 0
    parameters = shared.get_connection_params()
    parameters.credentials = pika.PlainCredentials("eve", "secret")
    with closing(pika.BlockingConnection(parameters)) as connection:
        assert connection.is_open


def test_logs_are_on_standard_output(shared: RabbitMqContainer) -> None:
    stdout, _ = shared.get_logs()
    assert b"Server startup complete" in stdout


def test_an_image_with_management_runs_the_broker() -> None:
    with RabbitMqContainer("rabbitmq:3-management") as container, channel_to(container) as channel:
        assert channel.is_open
        stdout, stderr = container.get_logs()
    assert b"15672" in stdout + stderr  # Docker: the listener; embedded: that there is none


def test_reads_a_configuration_file_that_was_copied_in() -> None:
    container = RabbitMqContainer("rabbitmq:3")
    container.with_copy_into_container(b"channel_max = 7\n", "/etc/rabbitmq/conf.d/20-lab.conf")
    with container:
        status, output = container.exec(["rabbitmqctl", "environment"])
        assert status == 0
        assert b"{channel_max,7}" in output


def test_persistent_messages_survive_stop_and_start_and_others_do_not() -> None:
    with RabbitMqContainer("rabbitmq:3") as container:
        with channel_to(container) as channel:
            send(channel, "kept", b"persistent", durable=True)
            send(channel, "kept", b"transient", durable=False)
        container.get_wrapped_container().stop()
        container.get_wrapped_container().start()
        container.readiness_probe()
        with channel_to(container) as channel:
            assert take(channel, "kept") == b"persistent"
            assert take(channel, "kept") is None


def test_confirmed_messages_survive_a_kill() -> None:
    with RabbitMqContainer("rabbitmq:3") as container:
        with channel_to(container) as channel:
            send(channel, "kept", b"confirmed", durable=True)
        # The message is on the disk, its new queue for two seconds only in Erlang's disk_log.
        assert container.exec(["rabbitmqctl", "eval", "mnesia:sync_log()."]).exit_code == 0
        wrapped = container.get_wrapped_container()
        wrapped.kill()
        assert wrapped.wait()["StatusCode"] == 137
        wrapped.start()
        container.readiness_probe()
        with channel_to(container) as channel:
            assert take(channel, "kept") == b"confirmed"


def test_two_brokers_know_nothing_of_each_other(shared: RabbitMqContainer) -> None:
    with RabbitMqContainer("rabbitmq:3") as other:
        with channel_to(other) as elsewhere:
            elsewhere.queue_declare("only here")
        with channel_to(shared) as channel, pytest.raises(pika.exceptions.ChannelClosedByBroker):
            channel.queue_declare("only here", passive=True)


def test_a_command_that_is_no_broker_is_refused_with_its_name() -> None:
    container = DockerContainer("rabbitmq:3").with_command("no-such-program --at-all")
    try:
        assert "no-such-program" in reason_of_failure(container)
    finally:
        container.stop()


def reason_of_failure(container: DockerContainer) -> str:
    """Docker looks for the program before it starts anything, the embedded engine then."""
    try:
        container.start()
    except docker.errors.APIError as refused:
        return str(refused)
    assert container.wait() == 127
    return b"".join(container.get_logs()).decode()


def test_after_removal_nothing_of_a_container_is_left() -> None:
    with RabbitMqContainer("rabbitmq:3") as container:
        identifier = container.get_container_id()
        host, port = container.get_container_host_ip(), container.get_exposed_port(5672)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((host, port), timeout=5).close()
    with closing(docker.from_env()) as engine, pytest.raises(docker.errors.NotFound):
        engine.containers.get(identifier)
