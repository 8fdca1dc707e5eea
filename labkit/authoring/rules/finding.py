"""What rules look at and what they return."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from labkit.authoring.notebook import Cell, is_code, is_text


class Kind(StrEnum):
    """What a notebook is for."""

    LESSON = "lesson"
    EXERCISE = "exercise"
    SOLUTION = "solution"


@dataclass(frozen=True)
class Page:
    """A notebook under the rules: the name of its file, and its cells."""

    file: str
    cells: list[Cell]

    def numbered(self) -> Iterator[tuple[int, Cell]]:
        """Every cell with its number; the first is 1."""
        return enumerate(self.cells, start=1)

    def code(self) -> Iterator[tuple[int, Cell]]:
        """The code cells with their numbers."""
        return ((number, cell) for number, cell in self.numbered() if is_code(cell))

    def text(self) -> Iterator[tuple[int, Cell]]:
        """The Markdown cells with their numbers."""
        return ((number, cell) for number, cell in self.numbered() if is_text(cell))

    def finding(self, cell: int | None, sentence: str) -> "Finding":
        """A finding in this notebook."""
        return Finding(self.file, cell, sentence)


@dataclass(frozen=True)
class Finding:
    """A broken rule: where (no cell: the notebook as a whole), and what to do about it."""

    file: str
    cell: int | None
    sentence: str

    def __str__(self) -> str:
        place = self.file if self.cell is None else f"{self.file}, cell {self.cell}"
        return f"{place}: {self.sentence}"


Rule = Callable[[Page], list[Finding]]
