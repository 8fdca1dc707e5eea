"""Hints: one step at a time, remembered between sessions."""

import json

import pytest

from labkit import rubrics
from labkit.errors import LabError
from labkit.grading import hint, next_hint, opened
from labkit.grading.hints import OPENED

EXERCISE = "databases"


@pytest.fixture(autouse=True)
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("LABKIT_STATE", str(tmp_path / "state"))


@pytest.fixture
def bug():
    return rubrics.load(EXERCISE).bugs[0]


def test_hints_come_one_at_a_time_and_end_with_the_last(bug):
    given = [next_hint(EXERCISE, bug.id) for _ in range(4)]
    assert given == [*bug.hints, bug.hints[2]]


def test_opened_hints_are_remembered_per_bug(bug):
    other = rubrics.load(EXERCISE).bugs[1]
    next_hint(EXERCISE, bug.id)
    next_hint(EXERCISE, bug.id)
    assert (opened(EXERCISE, bug.id), opened(EXERCISE, other.id)) == (2, 0)
    assert json.loads(OPENED.path.read_text()) == {EXERCISE: {bug.id: 2}}


def test_asking_for_a_step_opens_nothing(bug):
    assert hint(EXERCISE, bug.id, 2) == bug.hints[1]
    assert opened(EXERCISE, bug.id) == 0


@pytest.mark.parametrize("content", ["", "[]", "{", '{"databases": 3}'])
def test_an_unreadable_memory_is_forgotten(bug, content):
    OPENED.path.parent.mkdir()
    OPENED.path.write_text(content)
    assert next_hint(EXERCISE, bug.id) == bug.hints[0]
    assert opened(EXERCISE, bug.id) == 1


def test_no_other_file_stays_beside_the_memory(bug):
    next_hint(EXERCISE, bug.id)
    assert list(OPENED.path.parent.iterdir()) == [OPENED.path]


@pytest.mark.parametrize(("bug_id", "step"), [("no-such-bug", 1)])
def test_an_unknown_bug_is_one_sentence(bug_id, step):
    with pytest.raises(LabError, match="no bug"):
        hint(EXERCISE, bug_id, step)


@pytest.mark.parametrize("step", [0, 4])
def test_an_unknown_step_is_one_sentence(bug, step):
    with pytest.raises(LabError, match="hints 1 to 3"):
        hint(EXERCISE, bug.id, step)
