"""What a suite leaves behind, and what it leaves to its own tests, is told by name."""

from pathlib import Path

import pytest

from labkit import engine
from labkit.grading.pool import Pool

LEAVES = """
import socket, subprocess, sys, threading, time
KEPT = []


def test_leaves_a_thread():
    threading.Thread(target=time.sleep, args=(60,), daemon=True, name="lingerer").start()
    assert Till().total == 0


def test_leaves_a_process():
    subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    assert Till().total == 0


def test_leaves_a_connection():
    with socket.create_server(("127.0.0.1", 0)) as server:
        KEPT.append(socket.create_connection(server.getsockname()))
        KEPT.append(server.accept()[0])
    assert Till().total == 0
"""

ENDS = """
import subprocess, sys, threading


def test_ends_what_it_starts():
    thread = threading.Thread(target=print)
    thread.start()
    subprocess.run([sys.executable, "-c", ""], check=True)
    thread.join()
    assert Till().total == 0
"""

LEFT_OVERS = """\
import pytest
from testcontainers.community.{module} import {container}
{imports}


@pytest.fixture(scope="module")
def client():
    with {container}("{image}") as container:
        {client}


def test_first(client):
    {write}
    assert client


def test_second(client):
    assert {read}
"""
SERVERS = {
    "postgres": {
        "container": "PostgresContainer", "image": "postgres:16", "imports": "import psycopg",
        "client": "with psycopg.connect(container.get_connection_url(driver=None),"
        " autocommit=True) as c:\n            c.execute('CREATE TABLE things (name text)')\n"
        "            yield c",
        "write": "client.execute(\"INSERT INTO things VALUES ('a')\")",
        "read": "client.execute('SELECT FROM things').fetchall()",
        "said": "At its start there was: 0 rows in the table things; "
        "where it passes: 1 row in the table things.",
    },
    "redis": {
        "container": "RedisContainer", "image": "redis:7", "imports": "",
        "client": "with container.get_client() as c:\n            yield c",
        "write": "client.set('user:1', 'x')", "read": "client.get('user:1')",
        "said": "At its start there was: 0 keys; where it passes: 1 key (user:1).",
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def pool():
    """A pool whose runs find a container engine."""
    pool = Pool(engine.use().environment)
    yield pool
    pool.close()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="sockets are looked up in /proc")
def test_threads_processes_and_connections_are_told_with_the_test(grade, good):
    report = grade(good + LEAVES)
    (said,) = [message for message in report.messages if "leaves behind" in message]
    assert "the thread 'lingerer' (since test_leaves_a_thread)" in said
    assert "-c input()' (since test_leaves_a_process)" in said
    assert "an open connection (since test_leaves_a_connection)" in said
    assert report.points == 100


def test_nothing_is_told_of_what_was_ended(grade, good):
    assert "leaves behind" not in "\n".join(grade(good + ENDS).messages)


@pytest.mark.parametrize("module", SERVERS)
def test_what_a_test_needs_of_another_is_told_as_the_servers_hold_it(grade, module):
    report = grade(LEFT_OVERS.format(module=module, **SERVERS[module]))
    (said,) = [message for message in report.messages if message.startswith("test_second")]
    assert SERVERS[module]["said"] in said


def test_a_container_that_is_left_is_told(grade):
    suite = (
        "from testcontainers.community.redis import RedisContainer\n"
        "def test_leaves():\n    assert RedisContainer('redis:7').start().get_client().ping()\n"
    )
    said = "\n".join(grade(suite).messages)
    assert "leaves behind: a container of redis:7" in said
