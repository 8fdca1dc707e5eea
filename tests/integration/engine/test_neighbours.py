"""Two labs of one user know nothing of each other, and another user cannot reach one."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.integration.engine.lab import Lab

NOBODY = 65534

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks processes up in /proc")

HOLD_A_CONTAINER = """
import labkit.engine
labkit.engine.use()
from testcontainers.community.postgres import PostgresContainer
container = PostgresContainer("postgres:16", driver=None).with_name("the-same-name").start()
print("up", flush=True)
input()
"""


@pytest.fixture
def other() -> Iterator[Lab]:
    made = Lab()
    yield made
    made.close()


def test_two_labs_of_one_user_are_strangers(lab: Lab, other: Lab) -> None:
    clients = [each.start(HOLD_A_CONTAINER) for each in (lab, other)]
    for client in clients:
        assert client.stdout is not None
        assert client.stdout.readline() == "up\n"
    for each in (lab, other):
        assert "1 containers, 1 clients" in each.labkit("engine", "status").stdout
    os.kill(lab.engine_processes()[0], 9)
    assert "1 containers, 1 clients" in other.labkit("engine", "status").stdout
    for client in clients:
        client.kill()
        client.communicate()


def test_the_engines_socket_is_in_a_folder_of_the_users_own(lab: Lab) -> None:
    assert lab.labkit("engine", "start").returncode == 0
    folder = (lab.runtime / "api").stat()
    assert stat.S_IMODE(folder.st_mode) == 0o700
    assert folder.st_uid == os.getuid()
    assert lab.labkit("engine", "stop").returncode == 0


@pytest.mark.skipif(os.getuid() != 0, reason="only root can be somebody else")
def test_another_user_cannot_open_the_socket(lab: Lab) -> None:
    assert lab.labkit("engine", "start").returncode == 0
    writable = ["test", "-w", str(lab.runtime / "api" / "engine.sock")]
    assert subprocess.run(writable, check=False).returncode == 0
    stranger = subprocess.run(writable, user=NOBODY, group=NOBODY, extra_groups=[], check=False)
    assert stranger.returncode == 1
    assert lab.labkit("engine", "stop").returncode == 0


@pytest.mark.skipif(os.getuid() != 0, reason="only root can be somebody else")
def test_somebody_elses_folder_is_refused_in_a_sentence(lab: Lab) -> None:
    os.chown(lab.runtime, NOBODY, NOBODY)
    done = lab.labkit("engine", "start")
    assert done.returncode == 3
    assert f"{lab.runtime} belongs to somebody else" in done.stderr
    assert len(done.stderr.splitlines()) == 1
