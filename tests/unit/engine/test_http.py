"""The engine's HTTP: what it takes care of beyond the standard library."""

import socket
import sys
import threading

import pytest

from labkit.engine.api.http import wait_until_read


@pytest.mark.skipif(sys.platform != "linux", reason="the platform does not tell")
def test_waits_until_the_other_side_has_read() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(b"a header")
        waiting = threading.Thread(target=wait_until_read, args=(ours,))
        waiting.start()
        waiting.join(0.1)
        assert waiting.is_alive()
        theirs.recv(64)
        waiting.join(10)
        assert not waiting.is_alive()
