"""Waiting for a condition, with a deadline."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

DEADLINE_SECONDS = 180.0

Found = TypeVar("Found")


def wait_for(look: Callable[[], Found | None], what: str) -> Found:
    """Poll until ``look`` returns something that is true and return it.

    Raises:
        AssertionError: with what was waited for, when it does not come in time.
    """
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not (found := look()):
        assert time.monotonic() < deadline, f"waited {DEADLINE_SECONDS:.0f} s for {what}"
        threading.Event().wait(0.1)
    return found
