"""Two set-ups in one clone take turns."""

import fcntl
import io
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from labkit.setup.lock import locked
from labkit.setup.progress import Progress


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """What is locked."""
    made = tmp_path / "pyproject.toml"
    made.write_text("")
    return made


def taken(file: Path) -> bool:
    """Return whether somebody holds the lock."""
    with file.open("r+") as probe:
        try:
            fcntl.flock(probe, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def test_the_second_waits_and_says_so(file: Path) -> None:
    """It goes on when the first is done."""
    stream, entered = io.StringIO(), threading.Event()

    def second() -> None:
        with locked(file, Progress(stream)):
            entered.set()

    thread = threading.Thread(target=second)
    with locked(file, Progress(io.StringIO())):
        thread.start()
        assert not entered.wait(0.2)
    assert entered.wait(10)
    thread.join(10)
    assert "waiting" in stream.getvalue()


def test_a_child_that_outlives_us_keeps_the_lock(file: Path) -> None:
    """A pip whose labkit was killed is not raced by the next one."""
    with locked(file, Progress(io.StringIO())) as lock:
        child = subprocess.Popen(
            [sys.executable, "-c", "input()"], stdin=subprocess.PIPE, pass_fds=[lock]
        )
    assert taken(file)
    child.communicate(b"\n", timeout=10)
    assert not taken(file)
