"""Hidden tests do not reach learners."""

from collections.abc import Callable

from labkit.authoring.hidden_tests import remove_hidden_tests
from labkit.authoring.notebook import Cell


def test_hidden_tests_leave_nothing_behind(code: Callable[..., Cell]) -> None:
    cell = code("assert a\n### BEGIN HIDDEN TESTS\nassert b\n### END HIDDEN TESTS\nassert c")
    remove_hidden_tests(cell)
    assert cell["source"] == "assert a\nassert c"
