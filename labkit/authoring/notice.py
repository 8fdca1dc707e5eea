"""The notice in a generated exercise: where it comes from, and whether it was edited since."""

import hashlib
import json

from labkit.authoring.notebook import Notebook, source

KEY = "labkit"


def add_notice(notebook: Notebook, origin: str) -> None:
    """Say in the metadata that the notebook was generated, with a hash of its cells."""
    notebook["metadata"][KEY] = {
        "cells_sha256": cells_hash(notebook),
        "generated": f"Made from {origin} by `labkit build`; change it there, not here.",
    }


def is_untouched(notebook: Notebook) -> bool:
    """Whether the cells are still those that were generated; running them changes nothing."""
    noted = notebook["metadata"].get(KEY, {}).get("cells_sha256")
    return bool(noted == cells_hash(notebook))


def cells_hash(notebook: Notebook) -> str:
    """A hash of what people write in a notebook: the kinds and texts of its cells."""
    written = [(cell["cell_type"], source(cell)) for cell in notebook["cells"]]
    return hashlib.sha256(json.dumps(written).encode()).hexdigest()
