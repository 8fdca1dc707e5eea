"""Tracebacks do not name this machine's folders."""

import sysconfig
from collections.abc import Callable
from pathlib import Path
from typing import Any

from labkit.authoring.notebook import Cell
from labkit.authoring.tracebacks import shorten_tracebacks


def test_only_the_part_of_a_path_that_all_machines_share_is_left(
    tmp_path: Path, code: Callable[..., Cell], error: dict[str, Any]
) -> None:
    library = f"{sysconfig.get_path('purelib')}/psycopg/errors.py:1"
    cell = code("a", {**error, "traceback": [f"File {tmp_path}/labkit/x.py", f"File {library}"]})
    shorten_tracebacks(cell, tmp_path)
    assert cell["outputs"][0]["traceback"] == ["File labkit/x.py", "File psycopg/errors.py:1"]
