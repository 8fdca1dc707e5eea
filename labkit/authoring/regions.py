"""Regions of a cell between two marker lines, as nbgrader writes them."""

from collections.abc import Callable
from dataclasses import dataclass

from labkit.errors import LabError


@dataclass(frozen=True)
class Marks:
    """The lines that open and close a region; a line counts when it contains the mark."""

    begin: str
    end: str


SOLUTION = Marks("BEGIN SOLUTION", "END SOLUTION")
HIDDEN_TESTS = Marks("BEGIN HIDDEN TESTS", "END HIDDEN TESTS")


def has(source: str, marks: Marks) -> bool:
    """Whether the source opens or closes such a region."""
    return marks.begin in source or marks.end in source


def replace(source: str, marks: Marks, stub: Callable[[str], list[str]]) -> str:
    """Put something else where the regions are, marker lines included.

    Args:
        source: the text of a cell.
        marks: what opens and closes a region.
        stub: makes the lines to put there from the region's indentation.

    Raises:
        LabError: when a region is opened twice, never closed or never opened.
    """
    kept: list[str] = []
    inside = False
    for line in source.split("\n"):
        if marks.begin in line:
            _expect(not inside, f"`{marks.begin}` comes again before `{marks.end}`")
            inside = True
            kept += stub(line[: len(line) - len(line.lstrip())])
        elif marks.end in line:
            _expect(inside, f"`{marks.end}` has no `{marks.begin}` before it")
            inside = False
        elif not inside:
            kept.append(line)
    _expect(not inside, f"`{marks.begin}` has no `{marks.end}` after it")
    return "\n".join(kept)


def _expect(fine: bool, problem: str) -> None:
    if not fine:
        raise LabError(f"{problem}; mend the markers.")
