"""Who is below whom."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from labkit import processes

PARENT = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
print("ready", flush=True)
input()
child.stdin.close()
child.wait()
"""


@pytest.fixture
def family() -> Iterator[int]:
    """A process with one child."""
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with parent:
        assert parent.stdout
        assert parent.stdout.readline() == b"ready\n"
        yield parent.pid
        parent.communicate(b"\n")


def test_children_and_theirs_are_below_a_process(family):
    assert family in processes.descendants(os.getpid())
    [child] = processes.descendants(family)
    assert child in processes.descendants(os.getpid())


def test_a_crowd_is_counted_with_the_children_of_children(family):
    assert processes.crowd_below(family) == 1
    assert processes.crowd_below(os.getpid()) == len(processes.descendants(os.getpid())) >= 2


def test_a_crowd_is_counted_where_the_system_does_not_tell_children(family, monkeypatch):
    monkeypatch.setattr(processes, "_children_are_told", lambda: False)
    assert processes.crowd_below(family) == 1


def test_children_of_a_thread_that_is_not_the_first_are_counted():
    code = (
        "import subprocess, sys, threading\n"
        "def start():\n"
        "    one = subprocess.Popen([sys.executable, '-c', 'input()'], stdin=subprocess.PIPE)\n"
        "    print('ready', flush=True)\n"
        "    over.wait()\n"
        "    one.communicate()\n"
        "over = threading.Event()\n"
        "thread = threading.Thread(target=start)\n"
        "thread.start()\n"
        "input()\n"
        "over.set()\n"
        "thread.join()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout
        assert parent.stdout.readline() == b"ready\n"
        assert processes.crowd_below(parent.pid) == 1
        parent.communicate(b"\n")


def test_nobody_is_below_a_process_that_has_ended():
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert processes.crowd_below(ended.pid) == 0
