"""Answers leave a stub behind."""

from collections.abc import Callable

import pytest

from labkit.authoring.notebook import Cell
from labkit.authoring.solutions import remove_solution
from labkit.errors import LabError

Make = Callable[..., Cell]


def stubbed(cell: Cell) -> str:
    remove_solution(cell)
    return str(cell["source"])


def test_top_level_code_becomes_a_comment(code: Make) -> None:
    cell = code("x = 1\n### BEGIN SOLUTION\ny = 2\n### END SOLUTION\nz = 3")
    assert stubbed(cell) == "x = 1\n# Write your code here\nz = 3"


def test_the_only_statement_of_a_function_becomes_a_comment_and_pass(code: Make) -> None:
    cell = code("def f():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION")
    assert stubbed(cell) == "def f():\n    # Write your code here\n    pass"


def test_a_function_with_a_docstring_needs_no_pass(code: Make) -> None:
    cell = code('def f():\n    """Do."""\n    ### BEGIN SOLUTION\n    a()\n    ### END SOLUTION')
    assert stubbed(cell).endswith('"""Do."""\n    # Write your code here')


def test_pass_comes_only_where_it_is_needed(code: Make) -> None:
    region = "### BEGIN SOLUTION\n    a()\n    ### END SOLUTION"
    cell = code(f"def f():\n    x = 1\n    {region}\ndef g():\n    {region}")
    assert stubbed(cell).count("pass") == 1
    assert stubbed(cell).endswith("pass")


def test_a_suite_cell_is_read_as_python_below_its_magic(code: Make) -> None:
    cell = code(
        "%%suite databases\ndef test():\n    ### BEGIN SOLUTION\n    a()\n    ### END SOLUTION"
    )
    assert stubbed(cell).endswith("pass")


def test_markers_that_would_leave_invalid_python_are_refused(code: Make) -> None:
    cell = code("x = (\n### BEGIN SOLUTION\n1)\n### END SOLUTION")
    with pytest.raises(LabError, match="not valid Python"):
        remove_solution(cell)


def test_a_written_answer_becomes_a_line_of_text(text: Make) -> None:
    cell = text("Why?\n### BEGIN SOLUTION\nBecause.\n### END SOLUTION")
    assert stubbed(cell) == "Why?\nWrite your answer here"


def test_nbgraders_solution_cell_without_a_region_is_an_answer_as_a_whole(code: Make) -> None:
    assert stubbed(code("secret()", nbgrader={"solution": True})) == "# Write your code here"


def test_an_ordinary_cell_stays(code: Make) -> None:
    assert stubbed(code("x = 1")) == "x = 1"
