"""What a server says before it ends is read by the time that its end is known."""

import os
import signal
import threading
from pathlib import Path

from labkit.engine.logs import Log, Wanted
from labkit.engine.pids import PidFolder
from labkit.engine.servers.process import Launch, ServerProcess

LINES = 200


class LogOnABusyMachine(Log):
    """Takes a while over each line."""

    def write(self, stream: int, text: bytes) -> None:
        threading.Event().wait(0.001)
        super().write(stream, text)


def test_an_ended_server_has_been_heard_to_the_end(tmp_path: Path) -> None:
    log = LogOnABusyMachine()
    talk = Launch(["sh", "-c", f"seq {LINES}; exit 3"], tmp_path, b"never", 1)
    server = ServerProcess(talk, log, PidFolder(tmp_path))
    assert server.wait() == 3
    assert [line.text for line in log.read(Wanted())] == [b"%d\n" % n for n in range(1, LINES + 1)]


def test_the_end_is_known_though_a_child_keeps_the_output_open(tmp_path: Path) -> None:
    leaver = Launch(["sh", "-c", "sleep 30 &"], tmp_path, b"never", 1)
    server = ServerProcess(leaver, Log(), PidFolder(tmp_path))
    try:
        assert server.wait() == 0
    finally:
        os.killpg(server.pid, signal.SIGKILL)
