"""``labkit start EXERCISE FILE``: an exercise's suite in a file, for who prefers an editor."""

from pathlib import Path

from labkit import atomic, rubrics
from labkit.arguments import Arguments
from labkit.errors import LabError
from labkit.grading import sources

_HEAD = """\
# The exercise {name}: its text is in {notebook}
# To run this suite:    labkit run -- pytest {file}
# To have it graded:    labkit check {name} --suite {file}
# For a bug's hints:    labkit hint {name}
{specification}
"""
_SPECIFIED = "# What is promised:     labkit run -- python -m pydoc {thing}\n"


def main(args: list[str]) -> int:
    """Write the suite that the exercise's notebook holds to a new file.

    Args:
        args: the command's arguments, without its name.

    Raises:
        LabError: for unusable arguments, and when there is such a file already.
    """
    parser = Arguments(prog="labkit start", description="Begin an exercise's suite in a file.")
    parser.add_argument("exercise", metavar="EXERCISE", help="for example: challenge")
    parser.add_argument("file", metavar="FILE", help="a new Python file, for example: my_tests.py")
    asked = parser.parse_args(args)
    rubric = rubrics.load(asked.exercise)
    notebook = sources.ROOT / rubric.exercise
    source = sources.read_notebook_suite(notebook, rubric.name)
    head = _HEAD.format(
        name=rubric.name,
        notebook=rubric.exercise,
        file=asked.file,
        specification="".join(
            _SPECIFIED.format(thing=thing) for thing in sources.read_specified(notebook)
        ),
    )
    _write(Path(asked.file), head + source.lstrip("\n"))
    print(head.replace("# ", "").rstrip())
    return 0


def _write(path: Path, text: str) -> None:
    if path.exists():
        raise LabError(f"{path} is there already, and stays as it is; name a new file.")
    try:
        atomic.write_text(path, text, mode=0o644)
    except OSError as error:
        raise LabError(f"{path} cannot be written: {error.strerror}.") from None
