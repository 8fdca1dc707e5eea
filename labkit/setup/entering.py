"""Going on inside the environment: this process becomes the environment's Python."""

import os
import sys
from pathlib import Path
from typing import NoReturn

from labkit.errors import MachineLacks
from labkit.setup.clone import Clone, is_clone, this_clone
from labkit.setup.environment import ensure, ready


def enter(argv: list[str]) -> None:
    """Return when the running Python has what the lab needs, else start over in the one that has.

    Args:
        argv: labkit's arguments, command first.

    Raises:
        MachineLacks: when no environment has been set up yet.
    """
    if not is_clone():
        return  # installed as a package: the installer saw to the dependencies
    python = ready(this_clone())
    if python is None:
        raise MachineLacks(
            f"`labkit {argv[0]}` needs the lab's packages and they are not installed yet:"
            " run `python3 -m labkit open`, or `python3 -m labkit setup` for a terminal alone."
        )
    _become(python, argv)


def enter_ready(clone: Clone, argv: list[str]) -> None:
    """Like `enter`, but returns when there is no environment yet."""
    python = ready(clone)
    if python is not None:
        _become(python, argv)


def enter_made(argv: list[str], extras: frozenset[str] = frozenset()) -> None:
    """Like `enter`, but makes the environment first where there is none.

    Raises:
        MachineLacks: when it cannot be made; the sentence says what to do.
    """
    _become(ensure(this_clone(), extras), argv)


def _become(python: Path, argv: list[str]) -> None:
    _activate(python)
    if str(python) != sys.executable:
        _start_over(python, argv)


def _activate(python: Path) -> None:
    """Let child processes (kernels, `labkit run -- pytest`) find this environment's programs."""
    path = os.environ.get("PATH", os.defpath)
    if str(python.parent) not in path.split(os.pathsep):
        os.environ["PATH"] = f"{python.parent}{os.pathsep}{path}"


def _start_over(python: Path, argv: list[str]) -> NoReturn:
    sys.stdout.flush()
    sys.stderr.flush()
    os.environ.pop("PYTHONHOME", None)
    os.environ["VIRTUAL_ENV"] = str(python.parent.parent)
    os.execv(python, [str(python), "-m", "labkit", *argv])
