"""A cell that is not valid Python is told in one sentence, before pytest sees it."""

import pytest

from labkit.errors import LabError
from labkit.lessons import tests_magic
from labkit.lessons.blanks import blanks
from labkit.lessons.syntax import as_module


def test_a_line_has_the_same_number_in_the_cell_and_in_the_module() -> None:
    assert as_module("tests", "databases", "one\ntwo").splitlines()[2] == "two"


def test_the_line_that_python_does_not_understand_is_shown() -> None:
    with pytest.raises(LabError, match=r"line 3 \(`assert 1 == == 1`\)"):
        as_module("tests", "", "def test_one():\n    assert 1 == == 1\n")


def test_a_line_end_without_a_number_is_still_one_sentence() -> None:
    with pytest.raises(LabError, match="not valid Python"):
        as_module("tests", "", "x = '\0'")


def test_both_magics_refuse_it_before_anything_runs() -> None:
    with pytest.raises(LabError, match="line 2"):
        tests_magic.tests("databases", "def test_one(:\n")
    with pytest.raises(LabError, match="line 2"):
        blanks("databases queries", "def test_one(:\n")


def test_the_numbers_in_what_pytest_says_are_those_of_the_cell() -> None:
    result = tests_magic.tests("", "def test_one():\n    assert 0\n")
    assert "test_cell.py:3: in test_one" in result.text
