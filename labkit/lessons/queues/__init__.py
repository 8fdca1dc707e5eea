"""The lesson on message queues: what its cells call."""

from labkit.lessons.queues.queues import bodies, count, take
from labkit.lessons.queues.waiting import wait_until

__all__ = ["bodies", "count", "take", "wait_until"]
