"""A lab of a test's own: an engine in a runtime folder that nobody else uses."""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from labkit import processes

DEADLINE_SECONDS = 20.0
PATIENCE_SECONDS = 5.0


def wait_until(holds: Callable[[], bool], what: str) -> None:
    """Poll until something holds; fail with what was waited for when it never does."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not holds():
        assert time.monotonic() < deadline, f"waited {DEADLINE_SECONDS:.0f} s for: {what}"
        threading.Event().wait(0.02)


class Lab:
    """Runs Python programs against an engine of their own and looks at what they leave behind."""

    def __init__(self) -> None:
        self.runtime = Path(tempfile.mkdtemp(prefix="lab-"))
        self.runtime.chmod(0o711)
        self.environment = {
            **os.environ,
            "LABKIT_RUNTIME": str(self.runtime),
            "LABKIT_ENGINE": "embedded",
        }
        self.environment.pop("DOCKER_HOST", None)
        self._programs: list[subprocess.Popen[str]] = []

    def start(self, program: str) -> "subprocess.Popen[str]":
        """Start a program; what it prints can be read from its ``stdout``."""
        process = subprocess.Popen(
            [sys.executable, "-c", program],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._programs.append(process)
        return process

    def labkit(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run a labkit command to its end."""
        command = [sys.executable, "-m", "labkit", *arguments]
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False
        )

    def processes(self) -> list[int]:
        """Every process that works in, or was told of, this lab's folder."""
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and str(self.runtime) in _belongings(entry):
                found.append(int(entry.name))
        return [pid for pid in found if processes.is_alive(pid)]

    def engine_processes(self) -> list[int]:
        """The engine and its guardian, youngest first."""
        running = [pid for pid in self.processes() if "supervisor" in _command_line(pid)]
        return sorted(running, reverse=True)

    def shared_memory(self) -> set[str]:
        """The System V segments that this lab's processes have made."""
        own = {str(pid) for pid in self.processes()}
        return {segment for segment, maker in _segments() if maker in own}

    def folders(self) -> list[Path]:
        """What engines have left in the runtime folder, the socket's folder aside."""
        return [each for each in self.runtime.iterdir() if each.name != "api"]

    def is_clean(self) -> bool:
        """Whether no process and no folder is left."""
        return not self.processes() and not self.folders()

    def close(self) -> None:
        """End what is left and delete the folder; the engine may clear up after itself first."""
        for program in self._programs:
            program.kill()
            program.communicate()
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self.is_clean() and time.monotonic() < deadline:
            threading.Event().wait(0.02)
        for pid in self.processes():
            processes.end_tree(pid)
        shutil.rmtree(self.runtime, ignore_errors=True)


def segments_left(seen: set[str]) -> set[str]:
    """Which of some System V segments still exist."""
    return seen & {segment for segment, _ in _segments()}


def _segments() -> list[tuple[str, str]]:
    lines = Path("/proc/sysvipc/shm").read_text().splitlines()[1:]
    return [(line.split()[1], line.split()[4]) for line in lines]


def _belongings(entry: Path) -> str:
    try:
        return (entry / "environ").read_text("utf-8", "replace") + _command_line(int(entry.name))
    except OSError:
        return ""


def _command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text("utf-8", "replace").replace("\0", " ")
    except OSError:
        return ""
