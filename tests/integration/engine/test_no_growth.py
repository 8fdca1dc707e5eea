"""An engine that has started and removed many containers is as small as before."""

import re
import sys
from pathlib import Path

import pytest

from tests.integration.engine.lab import Lab, wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

MANY = """
import labkit.engine
labkit.engine.use()
from testcontainers.community.postgres import PostgresContainer
for round_ in range(2):
    for _ in range({count}):
        with PostgresContainer("postgres:16", driver=None):
            pass
    print("round", flush=True)
    input()
"""


ROOM = (5, 5, 4096)
"""Threads and files that come and go, and kB of memory."""


def engine_size(lab: Lab) -> tuple[int, int, int]:
    """How many threads and open files the engine has, and how much memory, in kB."""
    engine = Path(f"/proc/{lab.engine_processes()[0]}")
    [memory] = re.findall(r"VmRSS:\s+(\d+) kB", (engine / "status").read_text())
    return len(list((engine / "task").iterdir())), len(list((engine / "fd").iterdir())), int(memory)


@pytest.mark.parametrize(
    "count", [15, pytest.param(40, marks=pytest.mark.slow)], ids=["thirty", "eighty"]
)
def test_an_engine_does_not_grow_with_containers(lab: Lab, count: int) -> None:
    program = lab.start(MANY.format(count=count))
    assert program.stdout is not None
    assert program.stdin is not None
    program.stdout.readline()
    most = [size + room for size, room in zip(engine_size(lab), ROOM, strict=True)]
    program.stdin.write("\n")
    program.stdin.flush()
    program.stdout.readline()
    wait_until(
        lambda: all(size <= room for size, room in zip(engine_size(lab), most, strict=True)),
        f"no more threads, files and kB of memory than {most}",
    )
    program.communicate("\n")
    wait_until(lab.is_clean, "no process and no folder after all containers")
