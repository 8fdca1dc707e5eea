"""An id for every cell that is the same at every build."""

import hashlib

from labkit.authoring.notebook import Cell, Notebook, source


def settle_ids(notebook: Notebook) -> None:
    """Keep the ids that there are; make one from the text for a cell without, or with another's."""
    used: set[str] = set()
    for cell in notebook["cells"]:
        if cell.get("id") is None or cell["id"] in used:
            cell["id"] = _unused(cell, used)
        used.add(cell["id"])
    notebook["nbformat_minor"] = max(5, notebook.get("nbformat_minor", 0))


def _unused(cell: Cell, used: set[str]) -> str:
    turn = 0
    while (identity := _digest(f"{turn}{source(cell)}")) in used:
        turn += 1
    return identity


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
