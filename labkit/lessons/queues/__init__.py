"""The lesson on message queues: what its cells call."""

from labkit.lessons.queues.queues import bodies, take
from labkit.lessons.queues.waiting import wait_until

__all__ = ["bodies", "take", "wait_until"]
