"""``labkit start``: an exercise's suite in a file."""

import ast
import pydoc
from pathlib import Path

import pytest

from labkit import rubrics
from labkit.errors import LabError
from labkit.grading.sources import read_notebook_suite, read_specified, read_suite
from labkit.grading.start_command import main

ROOT = Path(__file__).resolve().parents[3]


def test_the_file_holds_the_notebooks_suite_and_says_how_to_run_and_grade_it(tmp_path, capsys):
    file = tmp_path / "my_tests.py"
    assert main(["challenge", str(file)]) == 0
    notebook = ROOT / rubrics.load("challenge").exercise
    suite = read_notebook_suite(notebook, "challenge").lstrip("\n")
    written = read_suite(file)
    assert written.endswith(suite)
    ast.parse(written)
    said = capsys.readouterr().out
    for command in (f"run -- pytest {file}", f"check challenge --suite {file}", "hint challenge"):
        assert f"labkit {command}" in written
        assert f"labkit {command}" in said


def test_the_file_says_where_to_read_what_is_promised(tmp_path):
    file = tmp_path / "my_tests.py"
    main(["contracts", str(file)])
    for thing in ("WebFrontend", "Profile"):
        assert f"python -m pydoc labkit.systems.users.{thing}\n" in file.read_text()


@pytest.mark.parametrize("exercise", sorted({*rubrics.names()} - {"organising", "review"}))
def test_whatever_an_exercise_specifies_is_there_to_be_shown(exercise):
    shown = read_specified(ROOT / rubrics.load(exercise).exercise)
    assert shown
    assert all(pydoc.locate(name) for name in shown)


def test_a_file_that_is_there_stays_as_it_is(tmp_path):
    file = tmp_path / "my_tests.py"
    file.write_text("mine")
    with pytest.raises(LabError, match="stays as it is"):
        main(["challenge", str(file)])
    assert file.read_text() == "mine"


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(LabError, match=r"cannot be written: No such file"):
        main(["challenge", str(tmp_path / "no" / "my_tests.py")])


def test_an_unknown_exercise_is_refused(tmp_path):
    with pytest.raises(LabError, match="no exercise 'nonsense'"):
        main(["nonsense", str(tmp_path / "my_tests.py")])
