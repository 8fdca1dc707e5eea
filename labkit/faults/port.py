"""A port of 127.0.0.1 that can be open or refuse, and stays ours either way."""

import socket
import sys

LOOPBACK = "127.0.0.1"
_BACKLOG = 128


class Port:
    """Refuses connections until ``open``. On Linux nobody else is given the number meanwhile."""

    def __init__(self) -> None:
        self._keeper: socket.socket | None = _bound(0)
        self._listener: socket.socket | None = None
        self.number: int = self._keeper.getsockname()[1]

    def open(self) -> socket.socket:
        """The listening socket, made if need be."""
        if self._listener is None:
            # A socket that is bound and does not listen keeps the number. On Linux another one
            # may listen over it; elsewhere it must go first.
            if sys.platform != "linux":
                self._drop_keeper()
            self._listener = _bound(self.number)
            self._listener.listen(_BACKLOG)
            self._listener.setblocking(False)
        return self._listener

    def refuse(self) -> None:
        """Refuse from now on; connections that wait to be accepted are reset."""
        if self._listener is not None:
            self._listener.close()
            self._listener = None
        if self._keeper is None:
            self._keeper = _bound(self.number)

    def close(self) -> None:
        """Give the number back to the machine."""
        self.refuse()
        self._drop_keeper()

    def _drop_keeper(self) -> None:
        if self._keeper is not None:
            self._keeper.close()
            self._keeper = None


def _bound(number: int) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((LOOPBACK, number))
    except OSError:
        made.close()
        raise
    return made
