"""Who still needs the engine: it lives until nobody does."""

import socket
import threading
from collections.abc import Callable

from labkit import processes

_FIRST_SECONDS = 20.0


class Leases:
    """Open leases; each ends with its connection or with the process that took it.

    A forked child keeps its parent's connection open, hence the look at the process as well.
    """

    def __init__(self, when_none: Callable[[], None]) -> None:
        self._when_none = when_none
        self._open: set[socket.socket] = set()
        self._guard = threading.Lock()
        self._closed = False
        self.pinned = False
        unclaimed = threading.Timer(_FIRST_SECONDS, self._check)
        unclaimed.daemon = True
        unclaimed.start()

    def open(self, connection: socket.socket, pid: int) -> bool:
        """Note a lease; False when the engine has already begun to stop."""
        with self._guard:
            if self._closed:
                return False
            self._open.add(connection)
        if pid:
            threading.Thread(
                target=processes.when_ended, args=(pid, lambda: self.end(connection)), daemon=True
            ).start()
        return True

    def end(self, connection: socket.socket) -> None:
        """Strike out a lease."""
        with self._guard:
            self._open.discard(connection)
        self._check()

    def pin(self) -> None:
        """Keep the engine until it is told to stop."""
        self.pinned = True

    def count(self) -> int:
        """How many leases are open."""
        return len(self._open)

    def _check(self) -> None:
        with self._guard:
            if self._open or self.pinned or self._closed:
                return
            self._closed = True
        self._when_none()
