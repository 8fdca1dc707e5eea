"""Looking into queues over a channel of one's own."""

from pika import BasicProperties
from pika.adapters.blocking_connection import BlockingChannel

from labkit.lessons.queues.waiting import wait_until


def take(channel: BlockingChannel, queue: str) -> tuple[BasicProperties | None, bytes | None]:
    """The properties and the body of the next message, out of the queue; None when there is none.

    A message that somebody gives back is there a moment later, hence the short wait.
    """
    found: list[tuple[BasicProperties, bytes]] = []

    def taken() -> bool:
        delivery, properties, body = channel.basic_get(queue, auto_ack=True)
        if delivery is not None:
            found.append((properties, body))
        return bool(found)

    wait_until(taken, seconds=0.5)
    return found[0] if found else (None, None)


def bodies(channel: BlockingChannel, queue: str) -> list[str]:
    """The texts of all messages of a queue, taken out in their order."""
    found = []
    while (body := take(channel, queue)[1]) is not None:
        found.append(body.decode())
    return found


def count(channel: BlockingChannel, queue: str) -> int:
    """How many messages wait in a queue; those that a consumer holds are not among them."""
    number: int = channel.queue_declare(queue, passive=True).method.message_count
    return number
