"""How the lesson shows what came of a suite on several systems."""

from collections.abc import Iterable
from html import escape

HEAD = ("the system", "the tests", "so the suite is")
Cells = tuple[str, tuple[str, ...], str]
"""A system, the lines of its tests, and what they mean."""


def as_text(rows: Iterable[Cells]) -> str:
    """The rows as plain text."""
    return "\n".join(line for row in rows for line in _text(row))


def as_html(rows: Iterable[Cells]) -> str:
    """The rows as a table."""
    head = "".join(f'<th scope="col" style="text-align: left">{name}</th>' for name in HEAD)
    body = "".join(_html(row) for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _text(row: Cells) -> list[str]:
    system, tests, meaning = row
    return [f"{system}: {meaning}", *(f"    {line}" for line in tests)]


def _html(row: Cells) -> str:
    system, tests, meaning = row
    told = "<br>".join(_line(line) for line in tests)
    cells = (escape(system), told, f"<strong>{escape(meaning)}</strong>")
    left = 'style="text-align: left; vertical-align: top"'
    return "<tr>" + "".join(f"<td {left}>{cell}</td>" for cell in cells) + "</tr>"


def _line(line: str) -> str:
    return escape(line.strip()) if line.startswith(" ") else f"<code>{escape(line)}</code>"
