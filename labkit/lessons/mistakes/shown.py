"""How the lesson shows what came of a suite on several systems."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from labkit.lessons.tables import table_of_html

HEAD = ("the system", "the tests", "so the suite is", "took")


@dataclass(frozen=True)
class Cells:
    """One row of the table.

    Attributes:
        system: what is special about the system.
        diff: the lines of code that make it special.
        tests: a line for each test, and one more, indented, for why it failed.
        meaning: what the colour is worth.
        took: how long it took, with the unit.
    """

    system: str
    diff: tuple[str, ...]
    tests: tuple[str, ...]
    meaning: str
    took: str


def as_text(rows: Iterable[Cells]) -> str:
    """The rows as plain text."""
    return "\n".join(line for row in rows for line in _text(row))


def as_html(rows: Iterable[Cells]) -> str:
    """The rows as a table."""
    return table_of_html(HEAD, map(_html, rows))


def _text(row: Cells) -> list[str]:
    told = (*row.diff, *row.tests)
    return [f"{row.system}: {row.meaning} ({row.took})", *(f"    {line}" for line in told)]


def _html(row: Cells) -> tuple[str, ...]:
    told = "<br>".join(_line(line) for line in row.tests)
    return (_system(row), told, f"<strong>{escape(row.meaning)}</strong>", row.took)


def _system(row: Cells) -> str:
    if not row.diff:
        return escape(row.system)
    code = "<br>".join(f"<code>{escape(line)}</code>" for line in row.diff)
    return f"{escape(row.system)}<details><summary>what was changed</summary>{code}</details>"


def _line(line: str) -> str:
    if line.startswith(" "):
        return escape(line.strip())
    # The sign stays on the line of its test, however narrow the table.
    return f"<code>{escape(line).replace(' ', '&nbsp;', 1)}</code>"
