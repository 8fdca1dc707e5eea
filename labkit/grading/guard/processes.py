"""Processes: a suite starts a limited number of them, and ends its own only."""

import os
from collections.abc import Callable

from labkit.processes import descendants

MOST_STARTED = 128
"""How many processes one run may start in all; a server for each of many tests is well below."""

_STARTS = ("os.fork", "os.forkpty", "os.posix_spawn", "os.system", "subprocess.Popen")


def handlers(tell: Callable[[str], None]) -> dict[str, Callable[..., None]]:
    """What to do at which audit event.

    The number left is a pipe full of tokens, for forked processes share it with their parent.

    Args:
        tell: called with a short reason at each refusal.
    """
    tokens, full = os.pipe()
    os.write(full, bytes(MOST_STARTED))
    os.close(full)
    own, guardian, below, take = os.getpid(), os.getppid(), descendants, os.read

    def started(*_: object) -> None:
        if take(tokens, 1):
            return
        if os.getpid() != own:
            os._exit(1)  # one of many; the suite's own process is told
        else:
            tell("start processes without end")
            raise PermissionError("a suite may start a limited number of processes")

    def killed(pid: int, number: int) -> None:
        if number and pid not in (0, os.getpid()) and abs(pid) not in below(guardian):
            tell("end a process that is not its own")
            raise PermissionError("a suite may end its own processes only")

    return {
        **dict.fromkeys(_STARTS, started),
        "os.kill": killed,
        "os.killpg": killed,
    }
