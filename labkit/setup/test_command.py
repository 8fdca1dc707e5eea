"""``labkit test``: every check of the project, counted in one last line."""

import os
import subprocess
import sys
from collections.abc import Iterable

from labkit.arguments import Arguments
from labkit.setup.checks import CHECKS, ON_DOCKER, Check
from labkit.setup.clone import Clone, this_clone
from labkit.setup.counts import Counts
from labkit.setup.entering import enter_made

EXTRAS = frozenset({"test"})


def main(args: list[str]) -> int:
    """Set up what is missing, run every check, print the sum last.

    Args:
        args: what follows ``labkit test``.

    Returns:
        0 when nothing failed, else 1.

    Raises:
        MachineLacks: the environment cannot be made, or no engine.
    """
    parser = Arguments(prog="labkit test", description="Set up what is missing, run every test.")
    parser.add_argument("--quick", action="store_true", help="leave out slow and browser tests")
    parser.add_argument(
        "--docker",
        action="store_true",
        help="also run the container tests on a Docker engine of their own (needs root and apt)",
    )
    options = parser.parse_args(args)
    checks = (*CHECKS, ON_DOCKER) if options.docker else CHECKS
    clone = this_clone()
    enter_made(["test", *args], EXTRAS)

    from labkit import engine
    from labkit.setup import servers

    servers.fetch_if_possible()
    with engine.connect() as connection:
        environment = os.environ | connection.environment
        total = run_checks(checks, clone, environment, quick=options.quick)
    print(total)
    return 1 if total.failed else 0


def run_checks(
    checks: Iterable[Check], clone: Clone, environment: dict[str, str], *, quick: bool
) -> Counts:
    """Run the checks one after the other, all of them whatever fails, and return the sum."""
    total = Counts()
    for check in checks:
        print(f"== {check.name}", flush=True)
        total += _run(check, clone, environment, quick=quick)
    return total


def _run(check: Check, clone: Clone, environment: dict[str, str], *, quick: bool) -> Counts:
    command = [sys.executable, "-m", *check.arguments, *(check.when_quick if quick else ())]
    with subprocess.Popen(
        command,
        cwd=clone.root,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        errors="replace",
    ) as process:
        assert process.stdout is not None
        lines = []
        for line in process.stdout:
            print(line, end="", flush=True)
            lines.append(line)
    return check.count(lines, process.returncode)
