"""What labkit costs when nothing happens: import time, doctor, memory of an idle engine."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from labkit import processes
from labkit.bench.rows import Row, medians, seconds

_ROUNDS = 5


def rows() -> Iterator[Row]:
    """Start-up times of labkit's commands and the memory of an idle lab."""
    bare, imported, doctor = medians(
        _ROUNDS, lambda: _python("-c", "pass"), lambda: _python("-c", "import labkit"),
        lambda: _python("-m", "labkit", "doctor", "--json"))  # fmt: skip
    yield Row("import labkit", max(imported - bare, 0.0001), goal="less than 0.15 s")
    yield Row("labkit doctor", doctor, goal="less than 1 s")
    if sys.platform == "linux":
        yield Row("idle engine, memory", _idle_memory(), goal="less than 60 MB", unit="MB")


def _python(*arguments: str) -> float:
    command = [sys.executable, *arguments]
    return seconds(lambda: subprocess.run(command, capture_output=True, check=False))


def _idle_memory() -> float:
    """Proportional memory of a fresh engine and its guardian, in MB."""
    program = (
        "import json, labkit.engine, labkit.engine.connection as c, labkit.engine.places as p\n"
        "with labkit.engine.connect():\n"
        "    print(json.dumps(c.status(p.socket_path())), flush=True); input()"
    )
    with tempfile.TemporaryDirectory(prefix="lab-") as runtime:
        Path(runtime).chmod(0o711)
        own = {"LABKIT_RUNTIME": runtime, "LABKIT_ENGINE": "embedded"}
        client = subprocess.Popen([sys.executable, "-c", program], env={**os.environ, **own},
                                  stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # fmt: skip
        assert client.stdout is not None
        pid = json.loads(client.stdout.readline())["pid"]
        found = sum(_proportional(each) for each in (pid, processes.parent(pid)))
        client.communicate(b"\n")
    return found


def _proportional(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))
