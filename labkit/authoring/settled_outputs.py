"""Keeps a stored output when the new one differs only in what nobody compares.

So a second `labkit build --execute` changes no file, and a review shows real changes only.
"""

import json
from typing import Any

from labkit.authoring.notebook import Cell, Notebook, is_code, outputs, source
from labkit.authoring.sanitizing import sanitize
from labkit.authoring.widget_ids import VIEW


def keep_settled_outputs(notebook: Notebook, before: Notebook) -> None:
    """Put back the outputs of before where only volatile parts of the text changed.

    Pictures are always the new ones: their bytes cannot be compared in part.
    """
    earlier = {cell.get("id"): cell for cell in before["cells"] if is_code(cell)}
    for cell in notebook["cells"]:
        old = earlier.get(cell["id"])
        if old and is_code(cell) and _says_the_same(old, cell):
            cell["outputs"] = [_counted(output, cell) for output in old["outputs"]]


def _counted(output: dict[str, Any], cell: Cell) -> dict[str, Any]:
    """The output with the number of its cell, which a cell put in before it has changed."""
    counted = "execution_count" in output
    return {**output, "execution_count": cell["execution_count"]} if counted else output


def _says_the_same(old: Cell, new: Cell) -> bool:
    if source(old) != source(new) or any(_is_visual(output) for output in outputs(new)):
        return False
    return [_stable(output) for output in outputs(old)] == [
        _stable(output) for output in outputs(new)
    ]


def _stable(output: dict[str, Any]) -> Any:
    # Sanitised string by string: JSON would hide the ends of lines from the patterns.
    return json.loads(
        json.dumps(output, sort_keys=True), object_hook=lambda node: _stable_values(node)
    )


def _stable_values(node: dict[str, Any]) -> dict[str, Any]:
    return {key: _stable_value(value) for key, value in node.items() if key != "execution_count"}


def _stable_value(value: Any) -> Any:
    if isinstance(value, list):
        return [_stable_value(item) for item in value]
    return sanitize(value) if isinstance(value, str) else value


def _is_visual(output: dict[str, Any]) -> bool:
    return any(mime.startswith("image/") or mime == VIEW for mime in output.get("data", {}))
