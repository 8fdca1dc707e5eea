"""nbgrader's marks."""

from collections.abc import Callable

from labkit.authoring.nbgrader import mark_solution
from labkit.authoring.notebook import Cell

REGION = "### BEGIN SOLUTION\na\n### END SOLUTION"


def test_a_cell_with_a_region_is_marked_as_a_solution(code: Callable[..., Cell]) -> None:
    cell = code(REGION)
    mark_solution(cell)
    marks = cell["metadata"]["nbgrader"]
    assert (marks["solution"], marks["grade_id"], marks["schema_version"]) == (True, cell["id"], 3)


def test_an_authors_own_marks_stay(code: Callable[..., Cell]) -> None:
    cell = code(REGION, nbgrader={"grade_id": "mine", "solution": True})
    mark_solution(cell)
    assert cell["metadata"]["nbgrader"] == {"grade_id": "mine", "solution": True}


def test_an_ordinary_cell_is_not_marked(code: Callable[..., Cell]) -> None:
    cell = code("a")
    mark_solution(cell)
    assert cell["metadata"] == {}
