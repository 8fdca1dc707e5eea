"""Runs a notebook in place and stores outputs that another run would store as well."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from traitlets.config import Config

from labkit.authoring.cell_ids import settle_ids
from labkit.authoring.clearing import clear_outputs, clear_view_state
from labkit.authoring.kernel import ThisPython, over_sockets
from labkit.authoring.nbgrader import mark_solution
from labkit.authoring.notebook import Notebook, read, write
from labkit.authoring.notebook_metadata import settle_metadata
from labkit.authoring.settled_outputs import keep_settled_outputs
from labkit.authoring.tracebacks import shorten_tracebacks
from labkit.authoring.widget_ids import settle_widget_ids
from labkit.errors import LabError


def execute(path: Path, root: Path, environment: Mapping[str, str], cell_seconds: float) -> None:
    """Run every cell of a notebook and store the outputs in its file.

    Args:
        path: the notebook; its folder is the kernel's working folder.
        root: the course's folder, which stored tracebacks do not name.
        environment: the kernel's environment.
        cell_seconds: how long one cell may run.

    Raises:
        LabError: naming file, cell and error, when a cell raises without the tag
            ``raises-exception``, runs too long, or the kernel dies. The file stays as it was.
    """
    before = read(path)
    # What the author answered and opened is not stored: learners begin with nothing.
    with TemporaryDirectory(prefix="labkit-state-") as state:
        ran = _run(path, read(path), {**environment, "LABKIT_STATE": state}, cell_seconds)
    for cell in ran["cells"]:
        clear_view_state(cell)
        shorten_tracebacks(cell, root)
    settle_widget_ids(ran)
    settle_metadata(ran)
    keep_settled_outputs(ran, before)
    write(path, ran)


def _run(path: Path, notebook: Notebook, environment: dict[str, str], seconds: float) -> Notebook:
    notebook["metadata"].pop("widgets", None)
    settle_ids(notebook)
    for cell in notebook["cells"]:
        clear_outputs(cell)
        mark_solution(cell)
    at = _Place(path)
    try:
        with TemporaryDirectory(prefix="labkit-kernel-") as sockets:
            client = _client(notebook, path, seconds, at, sockets)
            # The kernel process warns about itself there; what cells print goes another way.
            client.execute(env={**os.environ, **environment}, stderr=subprocess.DEVNULL)
    except CellExecutionError as error:
        raise LabError(f"{at}: {error.ename}: {_first_line(error.evalue)}") from None
    except CellTimeoutError:
        raise LabError(f"{at}: it ran for more than {seconds:g} seconds.") from None
    except DeadKernelError:
        raise LabError(f"{at}: the kernel died while it ran.") from None
    ran: Notebook = client.nb
    return ran


def _client(
    notebook: Notebook, path: Path, seconds: float, at: "_Place", sockets: str
) -> NotebookClient:
    return NotebookClient(
        cast(NotebookNode, notebook),
        kernel_manager_class=ThisPython,
        config=Config(ThisPython=over_sockets(sockets)),
        timeout=int(seconds),
        coalesce_streams=True,
        record_timing=False,
        skip_cells_with_tag="nbval-skip",
        resources={"metadata": {"path": str(path.parent)}},
        on_cell_start=at.enter,
    )


class _Place:
    """Where the run is, for the error's sentence."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._number = 0

    def enter(self, cell_index: int, **_: Any) -> None:
        self._number = cell_index + 1

    def __str__(self) -> str:
        return f"{self._path}, cell {self._number}"


def _first_line(text: str) -> str:
    return (text.strip().splitlines() or ["no message"])[0]
