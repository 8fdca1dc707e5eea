"""The wall clock may jump, as after a laptop's sleep: nothing in the engine goes by it."""

import sys
from pathlib import Path

import pytest

from tests.integration.engine.lab import Lab, wait_until

# Python imports this before anything else; the engine's clock jumps by a day at each look.
JUMPY_CLOCK = """
import itertools, sys, time
if "labkit.engine.supervisor" in sys.orig_argv:
    real, jumps = time.time, itertools.cycle([0, 86400, -86400])
    time.time = lambda: real() + next(jumps)
"""

WHOLE_LIFE = """
import labkit.engine
labkit.engine.use()
from testcontainers.community.postgres import PostgresContainer
check = {"test": ["CMD", "true"], "interval": 100_000_000}
with PostgresContainer("postgres:16", driver=None).with_kwargs(healthcheck=check) as container:
    wrapped = container.get_wrapped_container()
    wrapped.pause(); wrapped.unpause()
    for _ in range(6):
        wrapped.restart(timeout=5)
        assert container.exec(["pg_isready"]).exit_code == 0, "exec waits for the server"
    assert b"ready to accept connections" in container.get_logs()[1]
    wrapped.stop(timeout=5)
    assert wrapped.wait()["StatusCode"] == 0
    dates = [wrapped.attrs["Created"][:10]]
    for _ in range(3):
        wrapped.reload()
        wrapped.start(); wrapped.stop(timeout=5); wrapped.reload()
        dates.append(wrapped.attrs["State"]["FinishedAt"][:10])
print(len(set(dates)) > 1, flush=True)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks processes up in /proc")
def test_a_clock_that_jumps_disturbs_nothing(lab: Lab, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(JUMPY_CLOCK)
    lab.environment["PYTHONPATH"] = str(tmp_path)
    out, _ = lab.start(WHOLE_LIFE).communicate()
    assert out == "True\n", "a whole life, under a clock that did jump"
    wait_until(lab.is_clean, "no process and no folder is left")
