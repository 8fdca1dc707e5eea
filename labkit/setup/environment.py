"""Which Python has everything the lab needs, and making one where none has."""

import subprocess
import sys
from pathlib import Path

from labkit.setup import install, stamp
from labkit.setup.clone import Clone
from labkit.setup.failures import writable
from labkit.setup.lock import locked
from labkit.setup.progress import Progress
from labkit.setup.requirements import lacks, runs_in

NONE: frozenset[str] = frozenset()


def ready(clone: Clone, extras: frozenset[str] = NONE) -> Path | None:
    """Return the Python to use when nothing needs installing, else None.

    The running Python comes first (an active conda environment, say), then the clone's ``.venv``.
    """
    if runs_in(clone.venv):
        return Path(sys.executable) if _ready_inside(clone, extras) else None
    if not lacks(clone, extras):
        return Path(sys.executable)
    return clone.python if _ready_outside(clone, extras) else None


def ensure(clone: Clone, extras: frozenset[str] = NONE) -> Path:
    """Return a Python that has everything, after installing what is missing into ``.venv``.

    Raises:
        MachineLacks: one sentence: no network, no disk space, no venv module, no permission.
    """
    found = ready(clone, extras)
    if found:
        return found
    writable(clone)
    progress = Progress()
    with locked(clone.pyproject, progress) as lock:
        # Whoever held the lock before us may have done the work.
        found = ready(clone, extras)
        return found or install.install(clone, extras, progress, lock)


def _ready_inside(clone: Clone, extras: frozenset[str]) -> bool:
    found = stamp.read(clone)
    if found is None:
        return not lacks(clone, extras)
    if found.python != stamp.this_python():
        return False
    return found.covers(clone, extras) or (bool(found.fingerprint) and not lacks(clone, extras))


def _ready_outside(clone: Clone, extras: frozenset[str]) -> bool:
    """Ask the stamp; where it says nothing certain, ask the environment itself.

    That is so for a ``.venv`` that somebody made by hand, and after pyproject.toml changed in a way
    that the installed packages already satisfy: neither needs a network.
    """
    if not clone.python.exists():
        return False
    found = stamp.read(clone)
    if found and found.covers(clone, extras):
        return True
    unsure = found is None or (found.fingerprint and found.root == str(clone.root))
    return bool(unsure) and _satisfied(clone, extras)


def _satisfied(clone: Clone, extras: frozenset[str]) -> bool:
    asked = [str(clone.python), "-m", "labkit.setup", *sorted(extras)]
    return subprocess.run(asked, cwd=clone.root, capture_output=True).returncode == 0
