"""Sends a welcome mail to everybody who has registered."""

import logging
import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import pika
from pika.adapters.blocking_connection import BlockingChannel
from pika.exceptions import AMQPError, NackError
from pika.spec import Basic, BasicProperties

from labkit.systems.users import topology
from labkit.systems.users.messages import BadMessage, UserRegistered
from labkit.systems.users.sent import Attempt, SentMail

_log = logging.getLogger(__name__)
_PERSISTENT = 2
_CONNECT_SECONDS = 5.0
_WAKE_SECONDS = 1.0
_STOP_SECONDS = 10.0
_REASON_CHARACTERS = 1000


@dataclass(frozen=True)
class Mail:
    """A mail to be sent."""

    to: str
    subject: str
    text: str


class Mailer:
    """Takes messages from the queue ``WELCOME_QUEUE`` and sends one mail for each message id.

    What it promises:

    - A message leaves its queue only when its mail is sent, or when it is in ``DEAD_LETTERS``.
      Stopping, a crash, and a broker that restarts lose none.
    - The mail goes to the user's address and greets the user by name. For one message id there is
      one mail at the most, though the message comes again, to another mailer, or after a restart.
      What was sent is noted in the file ``sent``.
    - When ``send`` raises, the message is tried again after ``pause`` seconds. After ``tries`` in
      all it goes to ``DEAD_LETTERS``, as it was, with the header ``reason``. Meanwhile others
      are served.
    - A message that cannot be read goes to ``DEAD_LETTERS`` at once.
    - When ``DEAD_LETTERS`` takes nothing, what belongs there stays in the queue, and is not tried
      again. Others are served.
    - A mailer holds at most ``prefetch`` messages, those in their pause among them; the others
      are there for other mailers.
    - ``stop`` lets it finish the mail that it is at. What else it holds goes back to the queue.

    What it leaves open: the names of the queues (import ``topology``), subject and words of the
    mail, how soon it is sent, and when a message that failed comes again among the others. Fields
    of a message that it does not know do not matter to it.

    Used in a ``with`` block it works in a thread; ``run`` works in the caller's.

    Args:
        url: where the broker is: ``amqp://user:password@host:port/``.
        send: sends a mail, and raises an exception if and only if that did not succeed.
        sent: the file in which it notes what is sent.
        tries: how often to try.
        pause: seconds between two tries, and before it connects again.
        prefetch: how many messages it may hold.
    """

    def __init__(
        self,
        url: str,
        send: Callable[[Mail], object],
        sent: str | Path,
        *,
        tries: int = 3,
        pause: float = 1.0,
        prefetch: int = 10,
    ) -> None:
        self._parameters = topology.parameters(url, _CONNECT_SECONDS)
        self._send, self._sent = send, SentMail(sent)
        self._tries, self._pause, self._prefetch = tries, pause, prefetch
        self._stopping = threading.Event()
        self._connection: pika.BlockingConnection | None = None
        self._thread = threading.Thread(target=self.run, name="mailer", daemon=True)

    def run(self) -> None:
        """Work until ``stop`` is called, whatever becomes of the broker meanwhile."""
        while not self._stopping.is_set():
            try:
                self._work()
            except (*topology.BROKEN, sqlite3.Error) as problem:
                _log.warning("the mailer begins again: %r", problem)
                self._stopping.wait(self._pause)

    def stop(self) -> None:
        """Ask it to end; returns at once, from any thread."""
        self._stopping.set()
        connection = self._connection
        if connection is not None and connection.is_open:
            with suppress(AMQPError):  # it may close just now
                connection.add_callback_threadsafe(lambda: None)  # wakes it

    def __enter__(self) -> Self:
        """The mailer at work in a thread of its own."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop, and wait until it has."""
        self.stop()
        self._thread.join(_STOP_SECONDS)

    def _work(self) -> None:
        """Consume over one connection, until that breaks or the mailer stops."""
        with pika.BlockingConnection(self._parameters) as connection:
            channel = connection.channel()
            topology.declare(channel)
            channel.confirm_delivery()
            channel.basic_qos(prefetch_count=self._prefetch)
            channel.basic_consume(topology.WELCOME_QUEUE, self._receive)
            self._connection = connection
            while not self._stopping.is_set():
                connection.process_data_events(_WAKE_SECONDS)
                if not (channel.is_open and channel.consumer_tags):
                    raise AMQPError("the broker gives no more messages: the queue is gone")

    def _receive(
        self,
        channel: BlockingChannel,
        delivery: Basic.Deliver,
        properties: BasicProperties,
        body: bytes,
    ) -> None:
        """Take a message; one that has to be set aside where nobody takes it comes again later."""
        if self._stopping.is_set():
            return  # it goes back to the queue when the connection closes
        try:
            self._serve(channel, delivery, properties, body)
        except NackError as refusal:
            _log.warning("the dead letters take nothing: %r", refusal)
            self._later(channel, delivery.delivery_tag)

    def _serve(
        self,
        channel: BlockingChannel,
        delivery: Basic.Deliver,
        properties: BasicProperties,
        body: bytes,
    ) -> None:
        """Do what a message asks for; acknowledge it when that is done, and not before."""
        try:
            message = UserRegistered.from_json(properties.message_id, body)
        except BadMessage as problem:
            self._set_aside(channel, properties, body, str(problem))
        else:
            attempt = self._sent.begin(message.id)
            reason = self._attend_to(message, attempt)
            if reason and attempt.number < self._tries:
                self._later(channel, delivery.delivery_tag)
                return
            if reason:
                self._set_aside(channel, properties, body, reason)
                self._sent.forget(message.id)  # whoever puts it back means to begin again
        channel.basic_ack(delivery.delivery_tag)

    def _attend_to(self, message: UserRegistered, attempt: Attempt) -> str:
        """Send the mail unless it is out already; why there is still something to do, or ''."""
        if attempt.state == "sent":
            return ""
        if attempt.state == "sending":  # a try without an end may have sent it
            return "an earlier try was broken off, and nobody knows whether the mail is out"
        if attempt.number > self._tries:  # there was no place for it in the dead letters
            self._sent.end(message.id, sent=False)
            return f"{self._tries} tries have failed"
        return self._deliver(message)

    def _deliver(self, message: UserRegistered) -> str:
        """Send the mail; why that failed, empty when it did not."""
        try:
            self._send(_welcome(message))
        except Exception as problem:
            self._sent.end(message.id, sent=False)
            return f"{type(problem).__name__}: {problem}"
        self._sent.end(message.id, sent=True)
        return ""

    def _later(self, channel: BlockingChannel, tag: int) -> None:
        """Give a message back to the queue after a pause; until then nobody else gets it."""

        def give_back() -> None:
            if channel.is_open:
                channel.basic_nack(tag, requeue=True)

        channel.connection.call_later(self._pause, give_back)

    def _set_aside(
        self, channel: BlockingChannel, properties: BasicProperties, body: bytes, reason: str
    ) -> None:
        """Put a message into the dead letters; returns when the broker has it there.

        It must not be refused there for its sender's account, nor expire, nor go to others as well:
        so it loses what RabbitMQ's own dead letters lose, too.
        """
        properties.headers = {**(properties.headers or {}), "reason": _shown(reason)}
        properties.delivery_mode = _PERSISTENT
        properties.user_id = properties.expiration = None
        for copies_to in ("CC", "BCC"):
            properties.headers.pop(copies_to, None)
        channel.basic_publish("", topology.DEAD_LETTERS, body, properties, mandatory=True)


def _shown(reason: str) -> str:
    """A reason as a header holds it: UTF-8, and not so long that the broker hangs up."""
    return reason[:_REASON_CHARACTERS].encode("utf-8", "backslashreplace").decode()


def _welcome(message: UserRegistered) -> Mail:
    text = f"Dear {message.name},\n\nwelcome. Your account is ready.\n"
    return Mail(message.email, "Welcome", text)
