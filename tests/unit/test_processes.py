"""Who is below whom."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

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


IN_A_THREAD = """
import subprocess, sys, threading
def start():
    one = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    print("ready", flush=True)
    over.wait()
    one.communicate()
over = threading.Event()
thread = threading.Thread(target=start)
thread.start()
input()
over.set()
thread.join()
"""


@contextmanager
def running(code: str) -> Iterator[int]:
    """A Python program that has said "ready" and goes on until it is sent a line."""
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        assert program.stdout
        assert program.stdout.readline() == b"ready\n"
        yield program.pid
        program.communicate(b"\n")


@pytest.fixture
def family() -> Iterator[int]:
    """A process with one child."""
    with running(PARENT) as parent:
        yield parent


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
    with running(IN_A_THREAD) as parent:
        assert processes.crowd_below(parent) == 1


def test_nobody_is_below_a_process_that_has_ended():
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert processes.crowd_below(ended.pid) == 0
