"""Takes the answers out of a cell and leaves a place to write one's own."""

from labkit.authoring import nbgrader
from labkit.authoring.notebook import Cell, is_code, source
from labkit.authoring.python_cells import is_valid
from labkit.authoring.regions import SOLUTION, has, replace
from labkit.errors import LabError

CODE_STUB = "# Write your code here"
TEXT_STUB = "Write your answer here"


def remove_solution(cell: Cell) -> None:
    """Replace each solution region by a stub.

    A cell that nbgrader calls a solution and that has no region is an answer as a whole.

    Raises:
        LabError: when the markers do not match or no stub leaves the cell valid Python.
    """
    text = source(cell)
    if has(text, SOLUTION):
        cell["source"] = _stubbed_code(text) if is_code(cell) else _stubbed_text(text)
    elif nbgrader.is_solution(cell):
        cell["source"] = CODE_STUB if is_code(cell) else TEXT_STUB


def _stubbed_text(text: str) -> str:
    return replace(text, SOLUTION, lambda indent: [indent + TEXT_STUB])


def _stubbed_code(text: str) -> str:
    """The cell with stubs, and `pass` only where Python would miss a statement."""
    regions = text.count(SOLUTION.begin)
    with_pass = set(range(regions))
    for region in range(regions):
        if is_valid(_with_stubs(text, with_pass - {region})):
            with_pass.discard(region)
    stubbed = _with_stubs(text, with_pass)
    if not is_valid(stubbed):
        raise LabError("Without its solution the cell is not valid Python; move the markers.")
    return stubbed


def _with_stubs(text: str, with_pass: set[int]) -> str:
    seen = 0

    def stub(indent: str) -> list[str]:
        nonlocal seen
        lines = [indent + CODE_STUB] + [f"{indent}pass"] * (seen in with_pass)
        seen += 1
        return lines

    return replace(text, SOLUTION, stub)
