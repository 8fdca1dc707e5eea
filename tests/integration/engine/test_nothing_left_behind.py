"""Whoever is killed, no server and no folder stays."""

import os
import signal
import subprocess
import sys

import pytest

from labkit import processes
from tests.integration.engine.lab import Lab, segments_left, wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks processes up in /proc")

HOLD_A_CONTAINER = """
import labkit.engine
labkit.engine.use()
from testcontainers.community.postgres import PostgresContainer
container = PostgresContainer("postgres:16", driver=None).start()
print(container.get_connection_url(), flush=True)
input()
"""

HOLD_THE_ENGINE = """
import labkit.engine
labkit.engine.use()
print("ready", flush=True)
input()
"""


def started(lab: Lab, program: str) -> "subprocess.Popen[str]":
    """A program that has got as far as printing its first line."""
    process = lab.start(program)
    assert process.stdout is not None
    assert process.stdout.readline(), "the program ended before it was ready"
    return process


def postgres_processes(lab: Lab) -> list[int]:
    """The servers' first processes."""
    return [pid for pid in lab.processes() if pid not in lab.engine_processes()]


def finish(process: "subprocess.Popen[str]") -> None:
    """Collect a program that has been killed or is told to end."""
    if process.poll() is None:
        process.kill()
    process.communicate()


def test_a_killed_client_takes_its_container_and_the_engine_with_it(lab: Lab) -> None:
    process = started(lab, HOLD_A_CONTAINER)
    assert postgres_processes(lab)
    process.send_signal(signal.SIGKILL)
    finish(process)
    wait_until(lab.is_clean, "no process and no folder of the killed client")


def test_a_client_that_ends_normally_leaves_nothing(lab: Lab) -> None:
    process = started(lab, HOLD_A_CONTAINER)
    process.communicate("\n")
    wait_until(lab.is_clean, "no process and no folder after a normal end")


def test_a_killed_client_leaves_other_clients_containers_alone(lab: Lab) -> None:
    survivor = started(lab, HOLD_A_CONTAINER)
    victim = started(lab, HOLD_A_CONTAINER)
    before = lab.labkit("engine", "status").stdout
    assert "2 containers" in before
    victim.kill()
    finish(victim)
    wait_until(
        lambda: "1 containers, 1 clients" in lab.labkit("engine", "status").stdout,
        "the victim's container is gone and the survivor's is not",
    )
    finish(survivor)


def test_a_killed_engine_takes_its_servers_with_it(lab: Lab) -> None:
    client = started(lab, HOLD_A_CONTAINER)
    engine, _guardian = lab.engine_processes()
    os.kill(engine, signal.SIGKILL)
    wait_until(
        lambda: lab.processes() == [client.pid] and not lab.folders(),
        "only the client is left",
    )
    finish(client)


def test_a_killed_engine_leaves_no_shared_memory(lab: Lab) -> None:
    client = started(lab, HOLD_A_CONTAINER)
    segments = lab.shared_memory()
    assert segments, "PostgreSQL has a segment while it runs"
    os.kill(lab.engine_processes()[0], signal.SIGKILL)
    wait_until(lambda: not segments_left(segments), "PostgreSQL's segments are removed")
    finish(client)


def test_a_killed_container_leaves_no_shared_memory(lab: Lab) -> None:
    client = started(lab, HOLD_A_CONTAINER)
    segments = lab.shared_memory()
    for pid in postgres_processes(lab):
        if pid != client.pid:
            processes.send(pid, signal.SIGKILL)  # it may have ended with the one before
    finish(client)
    wait_until(lambda: not segments_left(segments), "PostgreSQL's segments are removed")


def test_a_killed_guardian_ends_the_engine_and_its_servers(lab: Lab) -> None:
    client = started(lab, HOLD_A_CONTAINER)
    _engine, guardian = lab.engine_processes()
    os.kill(guardian, signal.SIGKILL)
    wait_until(
        lambda: lab.processes() == [client.pid] and not lab.folders(),
        "only the client is left",
    )
    finish(client)


def test_the_next_engine_clears_up_after_engine_and_guardian_were_killed(lab: Lab) -> None:
    client = started(lab, HOLD_A_CONTAINER)
    left = postgres_processes(lab)
    for pid in lab.engine_processes():
        os.kill(pid, signal.SIGSTOP)
    for pid in lab.engine_processes():
        os.kill(pid, signal.SIGKILL)
    finish(client)
    other = started(lab, HOLD_THE_ENGINE)
    wait_until(lambda: not set(left) & set(lab.processes()), "the old servers are gone")
    finish(other)
    wait_until(lab.is_clean, "the old folder is gone")


def test_an_engine_started_by_hand_stays_until_it_is_stopped(lab: Lab) -> None:
    assert lab.labkit("engine", "start").returncode == 0
    process = started(lab, HOLD_A_CONTAINER)
    finish(process)
    wait_until(
        lambda: "0 containers, 0 clients" in lab.labkit("engine", "status").stdout,
        "the engine has outlived its client",
    )
    assert lab.labkit("engine", "stop").returncode == 0
    wait_until(lab.is_clean, "nothing is left after engine stop")
