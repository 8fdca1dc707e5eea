"""Reading and writing notebook files: the same notebook always gives the same bytes."""

from pathlib import Path
from typing import Any

from nbformat import v4

from labkit import atomic
from labkit.errors import LabError

Cell = dict[str, Any]
Notebook = dict[str, Any]


def read(path: Path) -> Notebook:
    """Read a notebook.

    Raises:
        LabError: when the file cannot be read or is not a notebook of format 4.
    """
    try:
        notebook: Notebook = v4.reads(path.read_text(encoding="utf-8"))  # type: ignore[no-untyped-call]
        if notebook.get("nbformat") != 4:
            raise ValueError("it is not of format 4")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise LabError(f"{path} cannot be read as a notebook: {error}.") from None
    return notebook


def text_of(notebook: Notebook) -> str:
    """The notebook as text: sorted keys, one space of indentation, a newline at the end."""
    # `v4`, not nbformat's own functions: those validate, and invent ids while they do.
    return f"{v4.writes(v4.to_notebook(notebook))}\n"  # type: ignore[no-untyped-call]


def write(path: Path, notebook: Notebook) -> None:
    """Write a notebook so that a reader sees the old file or the new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    atomic.write_text(path, text_of(notebook), mode=0o644)


def is_code(cell: Cell) -> bool:
    """Whether the cell is a code cell."""
    return bool(cell["cell_type"] == "code")


def is_text(cell: Cell) -> bool:
    """Whether the cell is a Markdown cell."""
    return bool(cell["cell_type"] == "markdown")


def source(cell: Cell) -> str:
    """The text of a cell."""
    return str(cell["source"])


def tags(cell: Cell) -> list[str]:
    """The tags of a cell."""
    return list(cell.get("metadata", {}).get("tags", []))


def outputs(cell: Cell) -> list[dict[str, Any]]:
    """The stored outputs of a cell; none for a text cell."""
    return list(cell.get("outputs", []))
