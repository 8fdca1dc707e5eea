"""Fixtures that give a test the lesson's people and functions, so that it imports nothing."""

from collections.abc import Callable

import pytest
from pika.adapters.blocking_connection import BlockingChannel

from labkit.lessons.queues import people, queues, waiting
from labkit.lessons.queues.senders import Failing, Held
from labkit.systems.users import User
from labkit.systems.users.mailer import Mail


@pytest.fixture
def ada() -> User:
    """Somebody who registers."""
    return people.ADA


@pytest.fixture
def zoe() -> User:
    """Somebody else, with a name in other scripts."""
    return people.ZOE


@pytest.fixture
def wait_until() -> Callable[..., bool]:
    """The function `wait_until`."""
    return waiting.wait_until


@pytest.fixture
def take(channel: BlockingChannel) -> Callable[[str], tuple[object, bytes | None]]:
    """Takes the next message out of a queue: its properties and its body."""
    return lambda queue: queues.take(channel, queue)


@pytest.fixture
def count(channel: BlockingChannel) -> Callable[[str], int]:
    """How many messages wait in a queue."""
    return lambda queue: queues.count(channel, queue)


@pytest.fixture
def failing(outbox: list[Mail]) -> Callable[[int], Failing]:
    """Makes a way of sending that fails so many times, then puts mails into the outbox."""
    return lambda times: Failing(outbox, times)


@pytest.fixture
def held(outbox: list[Mail]) -> Held:
    """A way of sending that holds its mail until `held.release.set()`."""
    return Held(outbox)
