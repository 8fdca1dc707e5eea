"""Prepares what the engine needs, and enters the namespaces in which it runs.

``python -m tests.docker`` runs the container tests; ``python -m tests.docker -- COMMAND...`` runs
any other command there, for example ``labkit validate``.
"""

import os
import platform
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from labkit.setup import apt
from tests.docker.errors import NoDockerHere
from tests.docker.inside import CANNOT
from tests.docker.packages import unpack
from tests.docker.room import room

_SECONDS = 900  # for engine, images and tests; far more than they take


def main(arguments: list[str]) -> int:
    """Run the container tests on a Docker engine of our own, which is gone afterwards.

    Args:
        arguments: further arguments for pytest, or ``--`` and a command to run instead.

    Returns:
        the exit status; 0 where this machine cannot run Docker, which is said and not counted.
    """
    try:
        _look()
        with room() as folder:
            began = time.monotonic()
            unpack(folder)
            taken = time.monotonic() - began
            print(f"Unpacked Docker and the servers of the images in {taken:.0f} s.", flush=True)
            return _enter(folder, arguments)
    except NoDockerHere as reason:
        print(f"The tests do not run on Docker here: {reason}.")
        print("0 passed, 0 failed")
        return 0


def _look() -> None:
    """Raise NoDockerHere where it is clear beforehand that no engine can run."""
    if platform.system() != "Linux" or platform.machine() != "x86_64":
        raise NoDockerHere("the stand-in images are made for Linux on x86_64 only")
    if os.getuid() != 0:
        raise NoDockerHere("an engine of their own needs root")
    if not apt.is_here():
        raise NoDockerHere("the engine and the images are made from Debian's packages, with apt")
    if not all(map(shutil.which, ("unshare", "setpriv"))):
        raise NoDockerHere("unshare and setpriv (package util-linux) are missing")


def _enter(folder: Path, arguments: list[str]) -> int:
    """Run `inside` in namespaces of its own.

    The kernel ends all that is in them with their first process, and that one with this process;
    the network, the mounts and the firewall's rules go with them.
    """
    namespaces = ["setpriv", "--pdeathsig", "KILL", "unshare", "--net", "--mount", "--pid", "--ipc",
                  "--fork", "--kill-child", "--mount-proc"]  # fmt: skip
    reaper = [str(folder / "engine/usr/bin/tini-static"), "-s", "--"]
    inside = [sys.executable, "-m", "tests.docker.inside", str(folder), *arguments]
    command = [*namespaces, *reaper, *inside]
    seconds = None if arguments[:1] == ["--"] else _SECONDS
    try:
        status = subprocess.run(command, stdin=subprocess.DEVNULL, timeout=seconds).returncode
    except subprocess.TimeoutExpired:
        print(f"The tests on Docker did not end within {_SECONDS} s.")
        return 1
    if status == CANNOT:
        raise NoDockerHere((folder / "reason").read_text())
    return status


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # clear up, then end
    sys.exit(main(sys.argv[1:]))
