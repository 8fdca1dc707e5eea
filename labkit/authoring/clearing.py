"""Clears what running a notebook left in it."""

from labkit.authoring.notebook import Cell, is_code

# JupyterLab keeps these for itself; they change when somebody folds or scrolls a cell.
_VIEW_STATE = ("collapsed", "scrolled", "ExecuteTime", "execution", "jupyter", "trusted")


def clear_outputs(cell: Cell) -> None:
    """Forget the outputs and the number of a code cell."""
    if is_code(cell):
        cell["outputs"] = []
        cell["execution_count"] = None


def clear_view_state(cell: Cell) -> None:
    """Forget when the cell ran and how it was folded."""
    for key in _VIEW_STATE:
        cell["metadata"].pop(key, None)
