"""The cell magic ``%%suite EXERCISE``: keep a suite and run it against the correct system."""

import warnings
from typing import TYPE_CHECKING

from labkit.errors import LabError
from labkit.ui.exercises import known
from labkit.ui.sentences import in_one_sentence
from labkit.ui.suites import kept_suites

if TYPE_CHECKING:
    from labkit.ui.views import RunView


@in_one_sentence
def suite(line: str, cell: str) -> "RunView":
    """Keep this cell as the suite of an exercise and run its tests on the correct system.

    Usage: ``%%suite databases`` as the first line of a cell that holds a pytest module.
    """
    from labkit import grading
    from labkit.ui.views import RunView

    exercise = known(line.strip())
    # The magic's own line stays, as a comment: a line has the same number in the cell, in the
    # copy for the editor, and in every message.
    source = f"# %%suite {exercise}\n{cell}"
    kept_suites.keep(exercise, source)
    _refuse_broken_syntax(source)
    return RunView(grading.run(source, exercise), source)


def _refuse_broken_syntax(source: str) -> None:
    """Raise a LabError that points to the line where Python stops understanding ``source``."""
    try:
        with warnings.catch_warnings(action="ignore"):
            compile(source, "suite", "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        raise LabError(_in_words(error, source)) from None


def _in_words(error: SyntaxError | ValueError, source: str) -> str:
    if not isinstance(error, SyntaxError) or not error.lineno:
        return f"The suite is not valid Python: {error}; mend the cell and run it again."
    lines = source.splitlines()
    text = lines[error.lineno - 1].strip() if error.lineno <= len(lines) else ""
    where = f"line {error.lineno} of the cell" + (f" (`{text}`)" if text else "")
    return f"The suite is not valid Python in {where}: {error.msg}; mend it and run the cell again."
