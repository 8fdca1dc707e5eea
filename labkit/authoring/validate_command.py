"""`labkit validate`: proof that every notebook still shows what it stores."""

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from labkit.arguments import Arguments
from labkit.authoring.packages import require
from labkit.authoring.patience import cell_seconds
from labkit.authoring.places import Course, course, notebooks_of
from labkit.errors import LabError

if TYPE_CHECKING:
    from labkit.authoring.validation import Verdict


def main(args: list[str]) -> int:
    """Run `labkit validate`.

    Args:
        args: the command line after ``validate``.

    Returns:
        0 when every cell reproduces, else 1.

    Raises:
        LabError: for unusable arguments or files, in one sentence.
    """
    chosen = _arguments().parse_args(args)
    if chosen.workers < 1 or not (chosen.cell_timeout is None or chosen.cell_timeout > 0):
        raise LabError("labkit validate: --workers and --cell-timeout take a number above 0.")
    require("nbval", "nbformat", "ipykernel")
    where = course()
    notebooks = notebooks_of(chosen.paths or _defaults(where))
    from labkit import engine

    with engine.connect() as connected:
        seconds = cell_seconds(chosen.cell_timeout, connected.kind)
        verdicts = validated(notebooks, connected.environment, chosen.workers, seconds)
        return _report(where, verdicts)


def validated(
    notebooks: Sequence[Path],
    environment: Mapping[str, str],
    workers: int,
    seconds: float,
) -> "Iterator[Verdict]":
    """Validate notebooks side by side and yield their verdicts in the order given.

    Args:
        notebooks: the files.
        environment: variables that name the container engine.
        workers: how many to validate at a time.
        seconds: how long one cell may run.
    """
    from labkit.authoring.validation import Validator

    idle: SimpleQueue[Validator] = SimpleQueue()

    def validate(path: Path) -> "Verdict":
        validator = idle.get()
        try:
            return validator.validate(path)
        finally:
            idle.put(validator)

    with ExitStack() as stack, ThreadPoolExecutor(workers) as pool:
        for _ in range(min(workers, len(notebooks))):
            idle.put(stack.enter_context(Validator(environment, seconds)))
        try:
            yield from pool.map(validate, notebooks)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _arguments() -> Arguments:
    parser = Arguments(prog="labkit validate", description="Strict nbval over notebooks.")
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, metavar="N")
    parser.add_argument("--cell-timeout", type=float, metavar="SECONDS")
    return parser


def _defaults(where: Course) -> list[Path]:
    return [folder for folder in (where.lessons, where.solutions) if folder.is_dir()]


def _report(where: Course, verdicts: "Iterator[Verdict]") -> int:
    passed = failed = 0
    for verdict in verdicts:
        name = where.name(verdict.path)
        print(f"{name}: {verdict.passed} passed, {verdict.failed} failed", flush=True)
        for problem in verdict.problems:
            print(f"  {name}, " + problem.replace("\n", "\n    "))
        passed += verdict.passed
        failed += verdict.failed
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0
