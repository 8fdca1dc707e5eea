"""TCP ports of this machine, reserved for a container as long as it exists."""

import errno
import socket
import sys

LOOPBACK = "127.0.0.1"


class PortTaken(Exception):
    """A port that was asked for by number is in use."""


class Reservation:
    """A bound socket that never listens: nobody else is given its port.

    On Linux a server that sets SO_REUSEADDR, as all of ours do, binds over it. Elsewhere that is
    refused, so the reservation is let go just before the server starts.
    """

    def __init__(self, port: int = 0) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            if port and is_listened_on(port):
                raise OSError(errno.EADDRINUSE, "in use")
            self._socket.bind((LOOPBACK, port))
        except OSError as error:
            self._socket.close()
            raise PortTaken(
                f"Bind for 127.0.0.1:{port} failed: port is already allocated"
            ) from error
        self.port: int = self._socket.getsockname()[1]

    def hand_over(self) -> None:
        """Let a server bind the port now."""
        if sys.platform != "linux":
            self._socket.close()

    def release(self) -> None:
        """Give the port back to the machine."""
        self._socket.close()


def is_listened_on(port: int) -> bool:
    """Whether some program accepts connections on a port of 127.0.0.1."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((LOOPBACK, port)) == 0
