"""``labkit hint``: what got away in the last check, and its hints one at a time."""

from dataclasses import dataclass

import pytest

from labkit import rubrics
from labkit.errors import LabError
from labkit.grading.hint_command import keep, main
from labkit.rubrics import Bug

BUGS = rubrics.load("databases").bugs[2:4]


@dataclass
class Report:
    """As much of a report as the command looks at."""

    uncaught: tuple[Bug, ...]
    exercise: str = "databases"


@pytest.fixture(autouse=True)
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("LABKIT_STATE", str(tmp_path / "state"))


def test_what_got_away_is_listed_by_symptom_and_number(capsys):
    keep(Report(BUGS))
    assert main(["databases"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[1:3] == [
        f"   1  {BUGS[0].symptom} (0 of 3 hints opened)",
        f"   2  {BUGS[1].symptom} (0 of 3 hints opened)",
    ]


def test_each_call_opens_one_more_hint(capsys):
    keep(Report(BUGS))
    for step in (1, 2, 3):
        assert main(["databases", "2"]) == 0
        said = f"{BUGS[1].symptom}\n\nHint {step} of 3: {BUGS[1].hints[step - 1]}\n"
        assert capsys.readouterr().out == said
    main(["databases"])
    assert f"{BUGS[1].symptom} (3 of 3 hints opened)" in capsys.readouterr().out


def test_when_nothing_got_away_that_is_said(capsys):
    keep(Report(BUGS))
    keep(Report(()))
    assert main(["databases"]) == 0
    assert capsys.readouterr().out == "Nothing got away in the last check of databases.\n"


@pytest.mark.parametrize("number", ["0", "3", "-1", "first"])
def test_a_number_that_is_not_listed_is_refused(number):
    keep(Report(BUGS))
    with pytest.raises(LabError):
        main(["databases", number])


def test_before_the_first_check_it_says_to_make_one():
    with pytest.raises(LabError, match="run `labkit check databases` first"):
        main(["databases"])
