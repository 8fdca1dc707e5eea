"""Exchange, queues and binding of ``user.registered``, declared by whoever comes first."""

import pika
from pika.adapters.blocking_connection import BlockingChannel
from pika.adapters.utils.connection_workflow import AMQPConnectorException
from pika.exceptions import AMQPError

EXCHANGE = "users"
ROUTING_KEY = "user.registered"
WELCOME_QUEUE = "welcome-mails"
DEAD_LETTERS = "welcome-mails.dead"

BROKEN = (AMQPError, AMQPConnectorException, OSError)
"""What pika raises when a broker is gone, hangs up or is silent; the second is no AMQPError."""


def declare(channel: BlockingChannel) -> None:
    """Make what is not there yet; declaring again changes nothing.

    The mailer's queue is made by the publisher too: a message is never sent where nobody keeps it.
    """
    channel.exchange_declare(EXCHANGE, "topic", durable=True)
    for queue in (WELCOME_QUEUE, DEAD_LETTERS):
        channel.queue_declare(queue, durable=True)
    channel.queue_bind(WELCOME_QUEUE, EXCHANGE, ROUTING_KEY)


def parameters(url: str, timeout: float) -> pika.URLParameters:
    """How to connect, with a limit to each wait.

    Args:
        url: where the broker is: ``amqp://user:password@host:port/``.
        timeout: seconds that one step of connecting may take, and a broker may hold us up.
    """
    found = pika.URLParameters(url)
    found.connection_attempts = 1
    found.socket_timeout = found.stack_timeout = found.blocked_connection_timeout = timeout
    return found
