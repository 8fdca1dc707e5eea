"""nbgrader's marks on a cell (schema 3), so that the notebooks work there as well."""

from typing import Any

from labkit.authoring.notebook import Cell, is_code, source
from labkit.authoring.regions import SOLUTION, has


def marks(cell: Cell) -> dict[str, Any]:
    """What nbgrader knows of the cell; nothing for an ordinary one."""
    return dict(cell["metadata"].get("nbgrader", {}))


def is_solution(cell: Cell) -> bool:
    """Whether learners write in this cell."""
    return bool(marks(cell).get("solution"))


def mark_solution(cell: Cell) -> None:
    """Tell nbgrader of a cell with a solution region that nobody has told it of.

    nbgrader refuses a region in an unmarked cell. The cell's id serves as the grade id.
    """
    if has(source(cell), SOLUTION) and not marks(cell):
        # nbgrader grades text by hand only, and refuses an ungraded text solution.
        graded = {} if is_code(cell) else {"points": 0}
        cell["metadata"]["nbgrader"] = {
            "grade": not is_code(cell),
            "grade_id": cell["id"],
            "locked": False,
            "schema_version": 3,
            "solution": True,
            "task": False,
            **graded,
        }
