"""Data folders used again: brought back to their template, file by file, instead of copied anew.

A small test changes few of a data folder's thousand files. A file is left alone only if the time of
its last change (ctime, which no program can set) is still the one noted when it was copied, and its
size and number too; everything else is copied from the template again, and what the template does
not have is deleted.
"""

import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from labkit.engine import account

_KEPT_PER_TEMPLATE = 8

Mark = tuple[int, int, int]


@dataclass
class Folder:
    """A data folder equal to its template; ``marks`` tells which of its files are untouched."""

    path: Path
    template: Path
    marks: dict[str, Mark] = field(default_factory=dict)

    def note(self) -> None:
        """Remember every file as it is now."""
        self.marks = {name: _mark(entry.stat(follow_symlinks=False))
                      for name, entry in _files(self.path)}  # fmt: skip

    def restore(self) -> None:
        """Make the folder equal to its template again."""
        found = {name: _mark(entry.stat(follow_symlinks=False))
                 for name, entry in _files(self.path)}  # fmt: skip
        for name in found.keys() - self.marks.keys():
            (self.path / name).unlink()
        self._restore_folders()
        for name in [name for name, mark in self.marks.items() if found.get(name) != mark]:
            self.marks[name] = self._copy_again(name)

    def _copy_again(self, name: str) -> Mark:
        """Put a new file in the place of a changed one, so that its mark is a new one too."""
        target = self.path / name
        target.unlink(missing_ok=True)
        shutil.copyfile(self.template / name, target)
        target.chmod(0o600)
        account.give(target)
        return _mark(target.stat())

    def _restore_folders(self) -> None:
        wanted = set(_folders(self.template))
        for name in sorted(set(_folders(self.path)) - wanted, reverse=True):
            shutil.rmtree(self.path / name, ignore_errors=True)
        for name in sorted(wanted):
            folder = self.path / name
            if not folder.is_dir():
                folder.mkdir(parents=True)
                shutil.copystat(self.template / name, folder)
                account.give(folder)


class Recycling:
    """Folders that stand ready, by template."""

    def __init__(self, room: Path) -> None:
        self._room = room
        self._ready: dict[Path, list[Folder]] = {}
        self._guard = threading.Lock()
        self._workers: list[threading.Thread] = []
        self._closed = False

    def take(self, template: Path, target: Path) -> Folder | None:
        """Move a folder that equals a template to where it is needed, if there is one."""
        with self._guard:
            ready = self._ready.get(template)
            folder = ready.pop() if ready else None
        if folder is not None:
            folder.path.rename(target)
            folder.path = target
        return folder

    def give_back(self, folder: Folder) -> None:
        """Restore a folder whose server has ended and keep it, or delete it when enough are kept.

        The folder is moved out of its container's at once, the rest happens in a thread.
        """
        if self._closed:
            return
        self._room.mkdir(exist_ok=True)
        self._room.chmod(0o711)
        kept = self._room / f"data-{os.urandom(6).hex()}"
        folder.path.rename(kept)
        folder.path = kept
        worker = threading.Thread(target=self._restore, args=(folder,), daemon=True)
        self._workers = [each for each in self._workers if each.is_alive()] + [worker]
        worker.start()

    def close(self) -> None:
        """Take nothing back any more, and wait for what is being restored."""
        self._closed = True
        for worker in self._workers:
            worker.join()

    def _restore(self, folder: Folder) -> None:
        with self._guard:
            enough = len(self._ready.get(folder.template, [])) >= _KEPT_PER_TEMPLATE
        try:
            if not enough:
                folder.restore()
        except OSError:
            enough = True
        if enough:
            shutil.rmtree(folder.path, ignore_errors=True)
            return
        with self._guard:
            self._ready.setdefault(folder.template, []).append(folder)


def _mark(found: os.stat_result) -> Mark:
    return found.st_ctime_ns, found.st_size, found.st_ino


def _files(root: Path, below: str = "") -> "Iterator[tuple[str, os.DirEntry[str]]]":
    with os.scandir(root / below) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(root, f"{below}{entry.name}/")
            else:
                yield below + entry.name, entry


def _folders(root: Path, below: str = "") -> Iterator[str]:
    with os.scandir(root / below) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield below + entry.name
                yield from _folders(root, f"{below}{entry.name}/")
