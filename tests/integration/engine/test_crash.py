"""The engine dies in the middle of a test: the test learns of it, and a new one mends it."""

import os
import signal
import sys

import pytest

from tests.integration.engine.lab import Lab, wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks processes up in /proc")

# Each of these waits for ever if nobody tells it; the test's own deadline would end them.
IN_THE_MIDDLE = """
import threading
import labkit.engine, psycopg, requests
labkit.engine.use()
from testcontainers.community.postgres import PostgresContainer
container = PostgresContainer("postgres:16", driver=None).start()
connection = psycopg.connect(container.get_connection_url())
told = []
def learn(work, kind):
    try:
        work()
    except kind:
        told.append(kind.__name__)
waits = [
    (lambda: container.exec(["sleep", "3600"]), Exception),
    (lambda: container.wait(), requests.RequestException),
    (lambda: connection.execute("SELECT pg_sleep(3600)"), psycopg.OperationalError),
]
threads = [threading.Thread(target=learn, args=each) for each in waits]
for thread in threads:
    thread.start()
print("up", flush=True); input()
for thread in threads:
    thread.join(15)
learn(lambda: container.reload(), requests.RequestException)
print(len(told), flush=True); input()
with PostgresContainer("postgres:16", driver=None) as again:
    with psycopg.connect(again.get_connection_url()) as fresh:
        print(fresh.execute("SELECT 42").fetchone()[0], flush=True)
"""


def test_whoever_waits_learns_of_a_crash_and_engine_start_mends_it(lab: Lab) -> None:
    client = lab.start(IN_THE_MIDDLE)
    assert client.stdout is not None
    assert client.stdin is not None
    assert client.stdout.readline() == "up\n"
    os.kill(lab.engine_processes()[0], signal.SIGKILL)
    client.stdin.write("\n")
    client.stdin.flush()
    assert client.stdout.readline() == "4\n", "all three that waited, and the one that asked"
    assert lab.labkit("engine", "start").returncode == 0
    out, _ = client.communicate("\n")
    assert out == "42\n"
    assert lab.labkit("engine", "stop").returncode == 0
    wait_until(lab.is_clean, "no process and no folder is left")
