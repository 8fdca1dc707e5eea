"""Solution -> exercise: a pipeline of small steps over a notebook."""

import copy
from pathlib import Path

from labkit.authoring.cell_ids import settle_ids
from labkit.authoring.clearing import clear_outputs, clear_view_state
from labkit.authoring.expected_outputs import compare_expected_only
from labkit.authoring.hidden_tests import remove_hidden_tests
from labkit.authoring.nbgrader import mark_solution
from labkit.authoring.notebook import Notebook, read
from labkit.authoring.notebook_metadata import settle_metadata
from labkit.authoring.notice import add_notice
from labkit.authoring.solutions import remove_solution
from labkit.errors import LabError

_CELL_STEPS = (
    mark_solution,
    remove_solution,
    remove_hidden_tests,
    clear_outputs,
    clear_view_state,
)


def exercise_of(solution: Path) -> Notebook:
    """The exercise that a solution file makes.

    Raises:
        LabError: naming file and cell, when the file or its markers are unusable.
    """
    notebook = copy.deepcopy(read(solution))
    notebook["metadata"].pop("widgets", None)
    settle_ids(notebook)
    for number, cell in enumerate(notebook["cells"], start=1):
        for step in _CELL_STEPS:
            try:
                step(cell)
            except LabError as error:
                raise LabError(f"{solution}, cell {number}: {error}") from None
    compare_expected_only(notebook)
    settle_metadata(notebook)
    add_notice(notebook, f"{solution.parent.name}/{solution.name}")
    return notebook
