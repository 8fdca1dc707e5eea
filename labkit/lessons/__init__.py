"""What the lessons show and use: small modules, so that the cells of a notebook stay short."""

from typing import Any

from labkit.lessons.marks import marks
from labkit.lessons.pictures import Picture
from labkit.lessons.questions import questions
from labkit.lessons.source import contract, show

__all__ = ["Picture", "contract", "marks", "questions", "show"]


def load_ipython_extension(shell: Any) -> None:
    """Register ``%%tests`` (a cell as a pytest module) and ``%%blanks`` (a test with gaps)."""
    from labkit.lessons.blanks import blanks
    from labkit.lessons.tests_magic import tests

    for magic in (tests, blanks):
        shell.register_magic_function(magic, magic_kind="cell", magic_name=magic.__name__)
