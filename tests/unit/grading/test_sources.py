"""Reading a suite from a file or from a notebook."""

import json

import pytest

from labkit.errors import LabError
from labkit.grading.sources import read_notebook_suite, read_suite


@pytest.fixture
def notebook(tmp_path):
    def write(*cells, kind="code"):
        path = tmp_path / "nb.ipynb"
        path.write_text(json.dumps({"cells": [{"cell_type": kind, "source": c} for c in cells]}))
        return path

    return write


def test_a_file_is_the_suite(tmp_path):
    (tmp_path / "suite.py").write_text("x = 'é'\n", encoding="utf-8")
    assert read_suite(tmp_path / "suite.py") == "x = 'é'\n"


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_an_unreadable_file_is_one_sentence(tmp_path, content):
    path = tmp_path / "suite.py"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(LabError, match=r"suite\.py"):
        read_suite(path)


def test_a_folder_is_no_suite(tmp_path):
    with pytest.raises(LabError, match="cannot be read"):
        read_suite(tmp_path)


@pytest.mark.parametrize("as_list", [True, False])
def test_the_cell_with_the_magic_is_the_suite_and_keeps_its_line_numbers(notebook, as_list):
    text = "%%suite databases\ndef test_a():\n    assert 1\n"
    path = notebook("x = 1", text.splitlines(keepends=True) if as_list else text)
    assert read_notebook_suite(path, "databases") == "\ndef test_a():\n    assert 1\n"


def test_an_empty_suite_cell_is_an_empty_suite(notebook):
    assert read_notebook_suite(notebook("%%suite databases"), "databases").strip() == ""


def test_the_suite_of_another_exercise_is_not_taken(notebook):
    with pytest.raises(LabError, match="no suite for databases"):
        read_notebook_suite(notebook("%%suite databases2\nx"), "databases")


def test_text_cells_are_not_suites(notebook):
    with pytest.raises(LabError, match="no suite"):
        read_notebook_suite(notebook("%%suite databases\nx", kind="markdown"), "databases")


def test_two_suite_cells_are_one_too_many(notebook):
    cell = "%%suite databases\nx"
    with pytest.raises(LabError, match=r"2 cells .*keep one"):
        read_notebook_suite(notebook(cell, cell), "databases")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"cells": 3}', '{"cells": [{}]}'])
def test_a_broken_notebook_is_one_sentence(tmp_path, content):
    path = tmp_path / "nb.ipynb"
    path.write_text(content)
    with pytest.raises(LabError, match="not a readable notebook"):
        read_notebook_suite(path, "databases")


def test_a_missing_notebook_is_one_sentence(tmp_path):
    with pytest.raises(LabError, match="There is no notebook"):
        read_notebook_suite(tmp_path / "no.ipynb", "databases")


def test_in_a_file_the_magics_line_is_an_empty_one(tmp_path):
    (tmp_path / "suite.py").write_text("%%suite databases\nx = 1\n", encoding="utf-8")
    assert read_suite(tmp_path / "suite.py") == "\nx = 1\n"
