"""The loopback interface of a new network namespace."""

import fcntl
import socket
import struct

_SET_FLAGS = 0x8914  # SIOCSIFFLAGS
_UP_AND_RUNNING = 0x1 | 0x40  # IFF_UP | IFF_RUNNING


def bring_up() -> None:
    """Switch ``lo`` on: it is off in a new namespace, and published ports are bound to it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, _SET_FLAGS, struct.pack("16sh14x", b"lo", _UP_AND_RUNNING))
