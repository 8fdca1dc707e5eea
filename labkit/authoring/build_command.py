"""`labkit build`: solutions to exercises, drift, and running the notebooks in place."""

import sys
from pathlib import Path

from labkit.arguments import Arguments
from labkit.authoring.packages import require
from labkit.authoring.patience import cell_seconds
from labkit.authoring.places import Course, course, notebooks_below, notebooks_of
from labkit.errors import LabError


def main(args: list[str]) -> int:
    """Run `labkit build`.

    Args:
        args: the command line after ``build``.

    Returns:
        0 when all is built (or nothing drifted), 1 when something drifted or was refused.

    Raises:
        LabError: for unusable arguments or notebooks, in one sentence.
    """
    chosen = _arguments().parse_args(args)
    require("nbformat", "nbclient", "ipykernel")
    if chosen.check is not None:
        return _check(course(), chosen.check)
    if chosen.execute is not None:
        _execute(course(), chosen.execute, chosen.cell_timeout)
        return 0
    return _build(course(), force=chosen.force)


def _arguments() -> Arguments:
    parser = Arguments(prog="labkit build", description="Makes exercises from solutions.")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument(
        "--check",
        nargs="*",
        metavar="EXERCISE",
        help="tell drift and broken rubrics only, and grade these reference answers (default: all)",
    )
    mode.add_argument(
        "--execute",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="run notebooks in place and store their outputs (default: lessons and solutions)",
    )
    mode.add_argument("--force", action="store_true", help="replace edited exercises as well")
    parser.add_argument("--cell-timeout", type=float, metavar="SECONDS")
    return parser


def _build(where: Course, *, force: bool) -> int:
    from labkit.authoring.publishing import State, publish

    refused = 0
    for solution in notebooks_below(where.solutions):
        before, file = publish(where, solution, force=force)
        if before is State.EDITED and not force:
            refused += 1
            print(_refusal(where, solution, file))
        else:
            print(f"{where.name(file)}: {'up to date' if before is State.CURRENT else 'written'}")
    return 1 if refused else 0


def _refusal(where: Course, solution: Path, file: Path) -> str:
    kept = where.name(where.exercises / solution.relative_to(where.solutions))
    return (
        f"{kept} was edited since it was made and is kept; the new version is "
        f"{where.name(file)}, and `labkit build --force` replaces the edited one."
    )


def _check(where: Course, exercises: list[str]) -> int:
    from labkit import rubrics
    from labkit.authoring.drift import drift

    asked = [rubrics.known(name) for name in exercises] or rubrics.names()
    problems = drift(where) + _rubric_problems() or _unproven(where, asked)
    for problem in problems:
        print(problem)
    if not problems:
        print("Every exercise is what its solution makes, and every rubric holds.")
    return 1 if problems else 0


def _rubric_problems() -> list[str]:
    from labkit import rubrics
    from labkit.rubrics.checking import problems

    folder = Path(rubrics.__file__).parent
    return [problem for name in rubrics.names() for problem in problems(folder / name)]


def _unproven(where: Course, exercises: list[str]) -> list[str]:
    """What grading the reference answers shows; only asked when nothing else is wrong."""
    from labkit import rubrics
    from labkit.grading.proving import prove

    found = []
    for name in exercises:
        print(f"{name}: grading the reference answer and the empty exercise", file=sys.stderr)
        found += prove(rubrics.load(name), where.root)
    return found


def _execute(where: Course, paths: list[Path], asked: float | None) -> None:
    from labkit import engine
    from labkit.authoring.execution import execute
    from labkit.authoring.stored import stored_findings

    if asked is not None and asked <= 0:
        raise LabError("labkit build: --cell-timeout takes a number of seconds above 0.")
    defaults = [folder for folder in (where.lessons, where.solutions) if folder.is_dir()]
    notebooks = notebooks_of(paths or defaults)
    with engine.connect() as connected:
        seconds = cell_seconds(asked, connected.kind)
        for notebook in notebooks:
            execute(notebook, where.root, connected.environment, seconds)
            for finding in stored_findings(notebook):
                raise LabError(f"{where.name(notebook)}, {finding}")
            print(f"{where.name(notebook)}: executed")
