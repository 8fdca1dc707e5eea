"""Which server processes an engine has started, written down where its reaper can read it."""

import contextlib
from pathlib import Path

from labkit import processes


class PidFolder:
    """A folder with one file per running server: named by its pid, holding its start mark."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(mode=0o700, exist_ok=True)

    def record(self, pid: int) -> None:
        """Write down a process that has just been started."""
        (self._folder / str(pid)).write_text(processes.start_mark(pid))

    def forget(self, pid: int) -> None:
        """Strike out a process that has ended."""
        with contextlib.suppress(FileNotFoundError):
            (self._folder / str(pid)).unlink()

    def end_all(self) -> None:
        """Kill every process that is still written down, unless its number now means another."""
        for entry in self._folder.iterdir():
            pid = int(entry.name)
            if processes.start_mark(pid) == entry.read_text():
                processes.end_tree(pid)
