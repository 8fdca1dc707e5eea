"""What ``labkit test`` runs."""

from collections.abc import Callable
from dataclasses import dataclass

from labkit.setup.counts import Counts, by_last_line, by_status


@dataclass(frozen=True)
class Check:
    """One program that judges the project.

    Args:
        name: shown as its heading.
        arguments: what follows ``python -m``.
        count: turns its output lines and exit status into counts.
        when_quick: further arguments for ``--quick``.
    """

    name: str
    arguments: tuple[str, ...]
    count: Callable[[list[str], int], Counts]
    when_quick: tuple[str, ...] = ()


_THREE_AT_A_TIME = ("-n", "3", "--dist", "loadfile")

CHECKS = (
    Check("style", ("ruff", "check", "--no-cache"), by_status),
    Check("types", ("mypy",), by_status),
    Check(
        "tests",
        # Three at a time, file by file: many of them wait for a server much of the time.
        ("pytest", "-q", "--color=no", "-p", "no:cacheprovider", *_THREE_AT_A_TIME, "tests"),
        by_last_line,
        when_quick=("-m", "not slow and not browser"),
    ),
    Check("notebooks", ("labkit", "validate"), by_last_line),
)

# Not among the others: it needs root, and takes the better part of two minutes.
ON_DOCKER = Check(
    "container tests on Docker, with stand-ins for the official images",
    ("tests.docker",),
    by_last_line,
    when_quick=("-m", "not slow"),
)
