"""Clears what running a notebook left in it."""

from labkit.authoring.notebook import Cell, is_code, tags

# On a cell whose stored output tells the learner what is to come, and nbval what must come.
EXPECTED = "expected-output"

# JupyterLab keeps these for itself; they change when somebody folds or scrolls a cell.
_VIEW_STATE = ("collapsed", "scrolled", "ExecuteTime", "execution", "jupyter", "trusted")


def clear_outputs(cell: Cell) -> None:
    """Forget the outputs and the number of a code cell, unless its output is the goal."""
    if is_code(cell) and EXPECTED not in tags(cell):
        cell["outputs"] = []
        cell["execution_count"] = None


def clear_view_state(cell: Cell) -> None:
    """Forget when the cell ran and how it was folded."""
    for key in _VIEW_STATE:
        cell["metadata"].pop(key, None)
