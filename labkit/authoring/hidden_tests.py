"""Takes the tests out of a cell that learners are not meant to see."""

from labkit.authoring.notebook import Cell, source
from labkit.authoring.regions import HIDDEN_TESTS, replace


def remove_hidden_tests(cell: Cell) -> None:
    """Drop each region of hidden tests.

    Raises:
        LabError: when the markers do not match.
    """
    cell["source"] = replace(source(cell), HIDDEN_TESTS, lambda _indent: [])
