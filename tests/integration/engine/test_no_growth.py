"""An engine that has started and removed many containers is as small as before."""

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


def engine_size(lab: Lab) -> tuple[int, int]:
    """How many threads and open files the engine has."""
    engine = Path(f"/proc/{lab.engine_processes()[0]}")
    return len(list((engine / "task").iterdir())), len(list((engine / "fd").iterdir()))


@pytest.mark.parametrize(
    "count", [15, pytest.param(100, marks=pytest.mark.slow)], ids=["fifteen", "a hundred"]
)
def test_threads_and_files_do_not_grow_with_containers(lab: Lab, count: int) -> None:
    program = lab.start(MANY.format(count=count))
    assert program.stdout is not None
    assert program.stdin is not None
    program.stdout.readline()
    threads, files = engine_size(lab)
    program.stdin.write("\n")
    program.stdin.flush()
    program.stdout.readline()
    wait_until(
        lambda: engine_size(lab)[0] <= threads + 5 and engine_size(lab)[1] <= files + 5,
        f"no more than {threads} threads and {files} files, and a few that come and go",
    )
    program.communicate("\n")
    wait_until(lab.is_clean, "no process and no folder after all containers")
