"""Making the ``.venv``: the virtual environment, then the packages."""

import subprocess
import sys
from pathlib import Path

from labkit.errors import MachineLacks
from labkit.setup import failures, stamp
from labkit.setup.clone import Clone
from labkit.setup.pip import Pip
from labkit.setup.progress import Progress


def install(clone: Clone, extras: frozenset[str], progress: Progress, lock: int) -> Path:
    """Make the clone's ``.venv`` complete and return its Python.

    Args:
        clone: where.
        extras: of pyproject.toml, wanted besides its dependencies and what is there already.
        progress: told each stage.
        lock: a file descriptor that pip inherits, see `labkit.setup.lock.locked`.

    Raises:
        MachineLacks: with what to do about it.
    """
    failures.before_installing(clone)
    progress.title(f"Setting up the lab in {clone.venv} (a few minutes, once)")
    try:
        extras |= _prepare(clone, progress)
        stamp.write(clone, extras, complete=False)
        _install_packages(clone, extras, Pip(clone.python, progress, lock))
        stamp.write(clone, extras, complete=True)
    except OSError as error:
        raise failures.from_system(clone, error) from error
    progress.done("The lab is set up")
    return clone.python


def _prepare(clone: Clone, progress: Progress) -> frozenset[str]:
    """Make the virtual environment unless a usable one is there; return the extras it has."""
    found = stamp.read(clone)
    if _usable(clone, found):
        return frozenset(found.extras) if found else frozenset()
    if clone.venv.exists() and not _may_replace(clone.venv):
        raise MachineLacks(
            f"{clone.venv} is not a virtual environment and labkit will not delete it:"
            " move it away and run this again."
        )
    progress.stage(f"creating a virtual environment with Python {stamp.this_python()}")
    _create(clone)
    return frozenset()


def _usable(clone: Clone, found: stamp.Stamp | None) -> bool:
    if found and (found.root != str(clone.root) or found.python != stamp.this_python()):
        return False
    if not clone.python.exists():
        return False
    return (
        subprocess.run([clone.python, "-Im", "pip", "--version"], capture_output=True).returncode
        == 0
    )


def _may_replace(folder: Path) -> bool:
    return (folder / "pyvenv.cfg").exists() or not any(folder.iterdir())


def _create(clone: Clone) -> None:
    # The base interpreter: the running one may live in the very folder that is cleared.
    base = getattr(sys, "_base_executable", sys.executable)
    done = subprocess.run(
        [base, "-Im", "venv", "--clear", clone.venv],
        capture_output=True,
        text=True,
        errors="replace",
    )
    if done.returncode:
        raise failures.from_pip(clone, done.stdout + done.stderr)


def _install_packages(clone: Clone, extras: frozenset[str], pip: Pip) -> None:
    wanted = f"{clone.root}[{','.join(sorted(extras))}]" if extras else str(clone.root)
    status = pip.install(["--editable", wanted])
    (clone.venv / "labkit-setup.log").write_text(pip.output, encoding="utf-8")
    if status:
        raise failures.from_pip(clone, pip.output)
