"""Copies of the systems under test, each with one variant's changes applied."""

import hashlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from labkit.grading.statements import traced
from labkit.rubrics import Change, changed_files

SYSTEMS = Path(__file__).parent.parent / "systems"
_LONG_AGO = 1_000_000_000


@contextmanager
def materialised(
    changes: Iterable[Change],
    systems: Path = SYSTEMS,
    within: Path | None = None,
    *,
    trace: bool = False,
) -> Iterator[Path]:
    """Make a changed copy of the systems, removed again at the end.

    The folder's name is random: nothing that a suite can see tells which variant it runs against.
    Every run gets a copy of its own, so that no run can change what the next one imports.

    Args:
        changes: what to replace; none for the original.
        systems: the folder to copy.
        within: the folder to make the copy in; None for that of temporary files.
        trace: whether its statements tell when they are reached, to who listens.

    Raises:
        LabError: when a change does not apply exactly once.
    """
    changed = changed_files(changes, systems)

    def place(source: str, target: str) -> None:
        file = Path(source)
        name = file.relative_to(systems).as_posix()
        if file.suffix == ".py":
            text = changed[name] if name in changed else file.read_text(encoding="utf-8")
            _write(Path(target), traced(text, name) if trace else text)
        else:
            shutil.copyfile(source, target)

    folder = Path(tempfile.mkdtemp(prefix="labkit-", dir=within))
    try:
        copy = folder / "systems"
        shutil.copytree(
            systems, copy, ignore=shutil.ignore_patterns("__pycache__"), copy_function=place
        )
        yield copy
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write(file: Path, text: str) -> None:
    """Make size, hash and date of a file tell nothing, in the original as in every variant."""
    file.write_text(text + "\n" * (1 + secrets.randbelow(4096)), encoding="utf-8")
    os.utime(file, (_LONG_AGO, _LONG_AGO))


def fingerprint(systems: Path = SYSTEMS) -> str:
    """Tells one state of the systems from another."""
    digest = hashlib.sha256()
    for file in sorted(systems.rglob("*.py")):
        digest.update(f"{file.relative_to(systems)}\0".encode() + file.read_bytes() + b"\0")
    return digest.hexdigest()
