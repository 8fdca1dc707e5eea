"""A full disk: one clear sentence, nothing left, and on it goes when there is room again."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from tests.integration.engine.lab import Lab, wait_until

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or os.getuid() != 0, reason="only root can make a tiny disk"
)

TWO_CONTAINERS = """
import docker.errors, labkit.engine
labkit.engine.use()
from testcontainers.community.postgres import PostgresContainer
container = PostgresContainer("postgres:16", driver=None)
print("ready", flush=True); input()
try:
    container.start()
except docker.errors.APIError as problem:
    print(problem.explanation, flush=True)
container.stop()
input()
with PostgresContainer("postgres:16", driver=None) as container:
    print(container.exec(["pg_isready"]).exit_code, flush=True)
"""


@pytest.fixture
def shrunk(lab: Lab) -> Iterator[Callable[[int], None]]:
    """Makes the lab's runtime folder a disk of so many MB of its own."""

    def shrink(megabytes: int) -> None:
        options = f"size={megabytes}m,mode=711"
        command = ["mount", "-t", "tmpfs", "-o", options, "tiny", str(lab.runtime)]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("this machine lets nobody mount a disk")

    yield shrink
    lab.close()
    subprocess.run(["umount", str(lab.runtime)], capture_output=True, check=False)


def test_an_engine_does_not_start_without_room(lab: Lab, shrunk: Callable[[int], None]) -> None:
    shrunk(8)
    done = lab.labkit("engine", "start")
    assert done.returncode == 3
    assert done.stderr.startswith(f"labkit: {lab.runtime} has 8 MB free, too little")
    assert "LABKIT_RUNTIME" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert lab.is_clean()


def test_a_container_without_room_is_refused_and_the_next_one_works(
    lab: Lab, shrunk: Callable[[int], None]
) -> None:
    shrunk(120)
    client = lab.start(TWO_CONTAINERS)
    assert client.stdout is not None
    assert client.stdin is not None
    assert client.stdout.readline() == "ready\n"
    filler = lab.runtime / "api" / "filler"
    fill(lab, leaving=3)
    client.stdin.write("\n")
    client.stdin.flush()
    told = client.stdout.readline()
    assert told.startswith("No space left in ")
    assert "LABKIT_RUNTIME" in told
    filler.unlink()
    out, _ = client.communicate("\n")
    assert out == "0\n"
    wait_until(lab.is_clean, "no process and no folder is left")


def fill(lab: Lab, *, leaving: int) -> None:
    """Fill the lab's disk up to so many MB."""
    found = os.statvfs(lab.runtime)
    size = found.f_bavail * found.f_frsize - leaving * 2**20
    with (lab.runtime / "api" / "filler").open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, size)
