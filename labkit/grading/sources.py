"""Where a suite comes from: a file, or the ``%%suite`` cell of a notebook."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from labkit.errors import LabError

ROOT = Path(__file__).resolve().parents[2]
"""The clone: a rubric names its notebooks by their paths in it."""

_CONTRACT = re.compile(r"^contract\(", re.MULTILINE)
_MAGIC = re.compile(r"\A\s*%%suite[ \t]+(\S+)[^\n]*(?:\n|\Z)")


def read_suite(path: str | Path) -> str:
    """The suite in a Python file; a first line that begins with ``%%suite`` is left out.

    Raises:
        LabError: when the file cannot be read.
    """
    text = _text(Path(path), "suite")
    magic = _MAGIC.match(text)
    return _without(magic, text) if magic else text


def read_notebook_suite(path: str | Path, exercise: str) -> str:
    """The suite in a notebook: the cell that begins with ``%%suite EXERCISE``.

    Raises:
        LabError: when the notebook cannot be read, or does not have exactly one such cell.
    """
    found = [suite for name, suite in _suite_cells(Path(path)) if name == exercise]
    if not found:
        raise LabError(
            f"{path} has no suite for {exercise}: begin a code cell with '%%suite {exercise}'."
        )
    if len(found) > 1:
        raise LabError(
            f"{path} has {len(found)} cells that begin with '%%suite {exercise}'; keep one."
        )
    return found[0]


def read_specified(path: str | Path) -> list[str]:
    """What a notebook shows as the specification by ``contract(...)``, by its dotted names.

    Raises:
        LabError: when the notebook cannot be read.
    """
    cells = (_source(cell) for cell in _code_cells(Path(path)))
    return [name for text in cells if _CONTRACT.search(text) for name in _shown(ast.parse(text))]


def _shown(cell: ast.Module) -> Iterator[str]:
    nodes = list(ast.walk(cell))
    imports = [node for node in nodes if isinstance(node, ast.ImportFrom)]
    origin = {each.name: node.module for node in imports for each in node.names}
    for node in nodes:
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "contract":
            names = (each.id for each in node.args if isinstance(each, ast.Name))
            yield from (f"{origin[name]}.{name}" for name in names if name in origin)


def _suite_cells(path: Path) -> list[tuple[str, str]]:
    cells = (_source(cell) for cell in _code_cells(path))
    found = ((match, text) for text in cells if (match := _MAGIC.match(text)))
    return [(magic.group(1), _without(magic, text)) for magic, text in found]


def _without(magic: re.Match[str], text: str) -> str:
    """The text with an empty line for the magic's, so that line numbers stay what they are."""
    return "\n" * magic.group(0).count("\n") + text[magic.end() :]


def _code_cells(path: Path) -> list[dict[str, Any]]:
    try:
        cells = json.loads(_text(path, "notebook"))["cells"]
        return [cell for cell in cells if cell["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError):
        raise LabError(
            f"{path} is not a readable notebook; open it in JupyterLab and save it again."
        ) from None


def _source(cell: dict[str, Any]) -> str:
    source = cell.get("source", "")
    return "".join(source) if isinstance(source, list) else str(source)


def _text(path: Path, what: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise LabError(f"There is no {what} {path}; name a file that exists.") from None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise LabError(f"The {what} {path} cannot be read: {reason}.") from None
