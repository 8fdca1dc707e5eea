"""Telling others what happened: ``user.registered`` goes to RabbitMQ."""

import threading
import time

import pika
from pika.adapters.blocking_connection import BlockingChannel
from pika.exceptions import NackError, UnroutableError

from labkit.systems.users import topology
from labkit.systems.users.closing import Closing
from labkit.systems.users.messages import CONTENT_TYPE, UserRegistered
from labkit.systems.users.user import User

_PAUSE_SECONDS = 0.05
_PERSISTENT = 2


class NotPublished(Exception):
    """The broker has not confirmed the message. It may arrive all the same: send it again."""


class EventPublisher(Closing):
    """Publishes events, each confirmed by the broker.

    What it promises:

    - When ``user_registered`` returns, the broker has the message in the queue ``WELCOME_QUEUE``
      and has written it to disk: it survives a restart of the broker.
    - Otherwise it raises ``NotPublished``, after ``timeout`` seconds at the most, whatever the
      broker does: refuse, be gone, or just not answer.
    - A broker that comes back in time, or was back before anybody noticed, is no error. Whatever
      of exchange, queues and binding is missing is made anew.
    - The message is JSON in UTF-8 with ``user_id``, ``email`` and ``name``. Its ``message_id`` is
      the same each time that the same registration is published, and never that of another one.

    What it leaves open: the names of exchange and queues (import ``topology``), how a message id
    looks, what else a message holds, how long publishing takes within the limit.

    It connects when it is first used. Threads may share it; they wait for each other.

    Args:
        url: where the broker is: ``amqp://user:password@host:port/``.
        timeout: seconds within which publishing succeeds or fails.
    """

    def __init__(self, url: str, timeout: float = 5.0) -> None:
        self._url, self._timeout = url, timeout
        self._lock = threading.Lock()
        self._line = _Line(url, timeout)

    def user_registered(self, user: User) -> str:
        """Tell that a user has registered.

        Returns:
            The id of the message.

        Raises:
            NotPublished: when the broker has not confirmed it in time.
        """
        message = UserRegistered.of(user)
        deadline = time.monotonic() + self._timeout
        if not self._lock.acquire(timeout=self._timeout):
            raise NotPublished("others are still waiting for the broker")
        try:
            self._publish(message, deadline)
        finally:
            self._lock.release()
        return message.id

    def _publish(self, message: UserRegistered, deadline: float) -> None:
        """Publish in a thread of its own: one that waits for a silent broker cannot be woken."""
        line = self._line
        worker = threading.Thread(target=line.publish, args=(message, deadline), daemon=True)
        worker.start()
        worker.join(max(0.0, deadline - time.monotonic()))
        if worker.is_alive():
            line.given_up = True
            self._line = _Line(self._url, self._timeout)
            raise NotPublished(f"the broker has not answered within {self._timeout} s")
        if line.problem is not None:
            raise NotPublished(str(line.problem) or repr(line.problem)) from line.problem

    def close(self) -> None:
        """Give the connection back; the next event opens another."""
        worker = threading.Thread(target=self._line.drop, daemon=True)
        worker.start()
        worker.join(self._timeout)


class _Line:
    """One connection at a time to the broker, made when it is needed."""

    def __init__(self, url: str, timeout: float) -> None:
        self._parameters = topology.parameters(url, timeout)
        self._connection: pika.BlockingConnection | None = None
        self._channel: BlockingChannel | None = None
        self.problem: Exception | None = None
        self.given_up = False  # by whoever waited for it: then it is closed as soon as it can be

    def publish(self, message: UserRegistered, deadline: float) -> None:
        """Publish until the broker confirms or refuses, or the time is over."""
        self.problem = None
        try:
            self._try(message, deadline)
        except Exception as problem:  # left in this thread, it would look like a success
            self.problem = problem
        if self.given_up:
            self.drop()

    def _try(self, message: UserRegistered, deadline: float) -> None:
        while True:
            try:
                self._once(message)
                return
            except NackError as refusal:
                self.problem = refusal
                return
            except topology.BROKEN as problem:
                self.drop()
                if time.monotonic() + _PAUSE_SECONDS > deadline:
                    self.problem = problem
                    return
            time.sleep(_PAUSE_SECONDS)

    def _once(self, message: UserRegistered) -> None:
        try:
            self._send(message)
        except UnroutableError:  # the queue is gone: a new connection declares it again
            self.drop()
            self._send(message)

    def _send(self, message: UserRegistered) -> None:
        properties = pika.BasicProperties(
            message_id=message.id, content_type=CONTENT_TYPE, delivery_mode=_PERSISTENT
        )
        channel = self._open_channel()
        # A message that reaches any queue is not returned. This fails when ours is gone.
        channel.queue_bind(topology.WELCOME_QUEUE, topology.EXCHANGE, topology.ROUTING_KEY)
        channel.basic_publish(
            topology.EXCHANGE, topology.ROUTING_KEY, message.to_json(), properties, mandatory=True
        )

    def _open_channel(self) -> BlockingChannel:
        """The channel, with confirms and everything declared."""
        if self._channel is None:
            self._connection = pika.BlockingConnection(self._parameters)
            channel = self._connection.channel()
            topology.declare(channel)
            channel.confirm_delivery()
            self._channel = channel
        return self._channel

    def drop(self) -> None:
        """Let go of the connection, whatever its state."""
        connection, self._connection, self._channel = self._connection, None, None
        try:
            if connection is not None and connection.is_open:
                connection.close()
        except topology.BROKEN:
            pass  # it was broken: that is why it goes
