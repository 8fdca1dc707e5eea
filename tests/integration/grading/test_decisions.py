"""Decisions through the same doors as bugs: check, run and the command."""

import json
from pathlib import Path

import pytest

from labkit import grading
from labkit.grading import command
from labkit.grading.answers import Answers
from labkit.grading.assembling import assemble
from labkit.grading.deciding import decide
from labkit.grading.expectations import read_expectations
from labkit.rubrics import loading

from .conftest import RUBRIC

QUIZ = """\
title = "Boats"
lesson = "notebooks/boats.ipynb"
exercise = "exercises/boats.ipynb"

[[parts]]
id = "colours"
name = "Colours"
points = 100
section = "Colours"

[quality]
valid = 0
isolated = 0
"""

DECISIONS = """\
[[decisions]]
id = "hull"
part = "colours"
question = "Which colour?"
right = ["red"]

[[decisions.options]]
id = "red"
text = "Red."
why = "It is seen from afar."

[[decisions.options]]
id = "blue"
text = "Blue."
why = "It is lost at sea."
"""


@pytest.fixture(autouse=True)
def boats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An exercise of one decision, the only one there is."""
    folder = tmp_path / "boats"
    folder.mkdir()
    (folder / "rubric.toml").write_text(QUIZ, encoding="utf-8")
    (folder / "decisions.toml").write_text(DECISIONS, encoding="utf-8")
    monkeypatch.setattr(loading, "FOLDER", tmp_path)
    return folder


def test_a_right_answer_earns_full_marks_and_a_wrong_one_nothing() -> None:
    assert grading.check("boats", 'DECISIONS = {"hull": "red"}').full_marks
    wrong = grading.check("boats", 'DECISIONS = {"hull": "blue"}')
    assert (wrong.points, wrong.messages) == (
        0,
        ("hull: 'blue' does not hold. It is lost at sea.",),
    )


def test_an_empty_cell_and_one_that_is_no_python_earn_nothing() -> None:
    assert grading.check("boats", "").messages == ("Not decided yet: hull.",)
    assert "not valid Python: line 1" in grading.check("boats", "DECISIONS = {").messages[0]


def test_what_else_stands_in_the_cell_is_never_executed(tmp_path: Path) -> None:
    trap = tmp_path / "executed"
    source = f'open({str(trap)!r}, "w")\nDECISIONS = {{"hull": "red"}}'
    assert grading.check("boats", source).full_marks
    assert grading.run(source, "boats").text() == "1 of 1 decisions made\n"
    assert not trap.exists()


def test_the_command_prints_the_same_keys_as_for_bugs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    suite = tmp_path / "suite.py"
    suite.write_text('DECISIONS = {"hull": "blue", "mast": "red"}', encoding="utf-8")
    assert command.main(["boats", "--suite", str(suite), "--json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert list(data) == [
        "exercise", "points", "max_points", "valid", "isolated", "steady", "seconds",
        "parts", "variants", "messages",
    ]  # fmt: skip
    assert data["messages"][1].startswith("DECISIONS has a question 'mast' that is not asked")


def test_decisions_and_bugs_of_one_exercise_are_graded_together(examine, good, boats) -> None:
    from dataclasses import replace

    hull = loading.load_folder(boats).decisions
    rubric = replace(RUBRIC, decisions=tuple(replace(each, part="all") for each in hull))
    findings, expectations = examine(good), read_expectations(good)
    reports = [
        assemble(rubric, findings, expectations, 0, 0.0, decided=decide(rubric, Answers(chosen)))
        for chosen in ({"hull": "red"}, {"hull": "blue"})
    ]
    assert [each.points for each in reports] == [100, 73]  # 80 / 3 less, rounded down
    assert len(reports[1].caught) == len(rubric.bugs)
