"""Publishers and mailers with one mistake each, and some that are right but slow."""

import time
from pathlib import Path
from typing import Any

from labkit.systems.users import User, events
from labkit.systems.users.events import EventPublisher
from labkit.systems.users.mailer import Mail, Mailer
from labkit.systems.users.sent import Attempt, SentMail

__all__ = [
    "AcksFirst",
    "DropsTheUnreadable",
    "EventPublisher",
    "FailsByAccident",
    "ForgetsToPersist",
    "Mailer",
    "NeverAsks",
    "SendsTwice",
    "TakesEverything",
    "UnhurriedMailer",
    "UnhurriedPublisher",
]

_LINGER_SECONDS = 0.6


class UnhurriedPublisher(EventPublisher):
    """Correct; it returns some time after the broker has confirmed."""

    def user_registered(self, user: User) -> str:
        """Publish, and linger."""
        message_id = super().user_registered(user)
        time.sleep(_LINGER_SECONDS)
        return message_id


class UnhurriedMailer(Mailer):
    """Correct; each mail takes some time."""

    def __init__(self, url: str, send: Any, sent: str | Path, **settings: Any) -> None:
        def slowly(mail: Mail) -> None:
            time.sleep(_LINGER_SECONDS)
            send(mail)

        super().__init__(url, slowly, sent, **settings)


class ForgetsToPersist(EventPublisher):
    """Messages that a restart of the broker wipes out."""

    def __init__(self, url: str, timeout: float = 5.0) -> None:
        events._PERSISTENT = 1
        super().__init__(url, timeout)


class NeverAsks(EventPublisher):
    """A publisher without confirms: whatever the broker does, it is content."""

    def user_registered(self, user: User) -> str:
        """Publish, and make nothing of a refusal."""
        try:
            return super().user_registered(user)
        except events.NotPublished:
            return ""


class FailsByAccident(EventPublisher):
    """Raises at a refusal, though only because a name is mistyped there."""

    def user_registered(self, user: User) -> str:
        """Publish; somebody mistyped what comes after a refusal."""
        try:
            return super().user_registered(user)
        except events.NotPublished as refusal:
            raise AttributeError("NotPublished has no attribute 'resaon'") from refusal


class AcksFirst(Mailer):
    """Acknowledges before the work: a mail that fails is gone."""

    def _deliver(self, message: Any) -> str:
        """Send, and count whatever comes of it as done."""
        super()._deliver(message)
        return ""


class DropsTheUnreadable(Mailer):
    """Acknowledges what it cannot read, and keeps no trace of it."""

    def _set_aside(self, channel: Any, properties: Any, body: bytes, reason: str) -> None:
        """Drop it."""


class _ForgetfulFile(SentMail):
    """Notes everything and remembers nothing."""

    def begin(self, message_id: str) -> Attempt:
        """Every message is the first of its kind."""
        return Attempt(super().begin(message_id).number, "")


class SendsTwice(Mailer):
    """Does not look whether a message has been here before."""

    def __init__(self, url: str, send: Any, sent: str | Path, **settings: Any) -> None:
        super().__init__(url, send, sent, **settings)
        self._sent = _ForgetfulFile(sent)


class TakesEverything(Mailer):
    """Holds as many messages as there are."""

    def __init__(self, url: str, send: Any, sent: str | Path, **settings: Any) -> None:
        super().__init__(url, send, sent, **{**settings, "prefetch": 0})
