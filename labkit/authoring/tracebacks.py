"""Stored tracebacks name files as the course does, not as this machine does."""

import re
import sysconfig
from pathlib import Path

from labkit.authoring.notebook import Cell, outputs


def shorten_tracebacks(cell: Cell, root: Path) -> None:
    """Cut the machine's folders off the file names in the tracebacks of a cell."""
    for output in outputs(cell):
        if output["output_type"] == "error":
            output["traceback"] = [_shortened(line, root) for line in output["traceback"]]


def _shortened(text: str, root: Path) -> str:
    folders = {*sysconfig.get_paths().values(), str(root), str(root.resolve())}
    for folder in sorted(folders, key=len, reverse=True):
        text = text.replace(f"{folder}/", "")
    return re.sub(rf"(?<!\w){re.escape(str(Path.home()))}/", "~/", text)
