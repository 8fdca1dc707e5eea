"""Publisher and mailer at a broker that accepts connections and never says a word."""

import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from labkit.systems.users import User, mailer
from labkit.systems.users.events import EventPublisher, NotPublished
from labkit.systems.users.mailer import Mailer

ADA = User(7, "ada@example.com", "Ada", datetime(2026, 1, 2, tzinfo=UTC))


@pytest.fixture
def silent() -> Iterator[socket.socket]:
    """A door behind which nobody answers."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.settimeout(20)
        yield door


def url_of(door: socket.socket) -> str:
    """The door's address, as one of a broker."""
    return f"amqp://guest:guest@127.0.0.1:{door.getsockname()[1]}/"


def test_what_nobody_confirms_leaves_no_error_in_a_thread(
    silent: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The thread that connects outlives the call; nobody wants its traceback."""
    errors: list[object] = []
    monkeypatch.setattr(threading, "excepthook", errors.append)
    before = set(threading.enumerate())
    with EventPublisher(url_of(silent), timeout=0.1) as publisher, pytest.raises(NotPublished):
        publisher.user_registered(ADA)
    for thread in set(threading.enumerate()) - before:
        thread.join(20)
        assert not thread.is_alive()
    assert errors == []


def test_an_error_that_nobody_foresaw_is_no_success(
    silent: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It happens in a thread of its own, where nobody would hear of it."""

    def unforeseen(*_: object) -> None:
        raise ValueError("unforeseen")

    monkeypatch.setattr("pika.BlockingConnection", unforeseen)
    publisher = EventPublisher(url_of(silent), timeout=5)
    with pytest.raises(NotPublished, match="unforeseen"):
        publisher.user_registered(ADA)


def test_a_mailer_knocks_again(
    silent: socket.socket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It does not die of a broker that was silent once."""
    monkeypatch.setattr(mailer, "_CONNECT_SECONDS", 0.1)
    with Mailer(url_of(silent), print, tmp_path / "sent", pause=0.01):
        first, second = silent.accept()[0], silent.accept()[0]
    first.close()
    second.close()
