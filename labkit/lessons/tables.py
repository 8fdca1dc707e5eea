"""Tables of words for a notebook, which would set them flush right as it does numbers."""

from collections.abc import Iterable, Sequence
from html import escape

_LEFT = 'style="text-align: left; vertical-align: top"'


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of plain text as HTML."""
    return table_of_html(heads, ([escape(cell) for cell in row] for row in rows))


def table_of_html(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as HTML whose cells are HTML already; its heads are plain text."""
    head = "".join(f'<th scope="col" {_LEFT}>{escape(word)}</th>' for word in heads)
    body = "".join(f"<tr>{_cells(row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cells(row: Sequence[str]) -> str:
    return "".join(f"<td {_LEFT}>{cell}</td>" for cell in row)
