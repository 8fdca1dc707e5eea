"""Brokers that are restarted."""

import socket
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pika
from pika.adapters.blocking_connection import BlockingChannel


def restarted(broker: Any) -> BlockingChannel:
    """Restart a container, and open a channel to it; its port is another one then."""
    broker.get_wrapped_container().restart()
    broker.readiness_probe()
    return pika.BlockingConnection(broker.get_connection_params()).channel()


@contextmanager
def restarted_in_place() -> Iterator[tuple[str, Callable[[], None]]]:
    """A broker's URL, and a function that restarts it; it comes back under the same URL."""
    with warnings.catch_warnings(action="ignore"):
        from testcontainers.community.rabbitmq import RabbitMqContainer

    with RabbitMqContainer("rabbitmq:3").with_bind_ports(5672, _free_port()) as broker:
        host, port = broker.get_container_host_ip(), broker.get_exposed_port(5672)

        def restart() -> None:
            broker.get_wrapped_container().restart()

        yield f"amqp://guest:guest@{host}:{port}/", restart


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
