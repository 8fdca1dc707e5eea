"""Answers to the self-check: remembered between sessions, beside the opened hints."""

import json
from pathlib import Path

import pytest

from labkit.ui.quiz_memory import AnswersOnDisk


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LABKIT_STATE", str(tmp_path / "state"))
    return tmp_path / "state" / "answers.json"


def test_an_answer_is_there_in_another_session(file: Path) -> None:
    AnswersOnDisk().keep("why", "levels", "slow-vague")
    AnswersOnDisk().keep("apis", "port", "free")
    assert AnswersOnDisk().answer("why", "levels") == "slow-vague"
    assert AnswersOnDisk().answer("why", "port") == ""
    assert json.loads(file.read_text()) == {
        "why": {"levels": "slow-vague"},
        "apis": {"port": "free"},
    }
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("content", ["", "[]", "{", '{"why": 3}', '{"why": {"levels": 3}}'])
def test_an_unreadable_memory_is_forgotten(file: Path, content: str) -> None:
    file.parent.mkdir()
    file.write_text(content)
    assert AnswersOnDisk().answer("why", "levels") == ""
    AnswersOnDisk().keep("why", "levels", "find-less")
    assert AnswersOnDisk().answer("why", "levels") == "find-less"


def test_where_nothing_can_be_written_an_answer_is_lost_and_no_more(file: Path) -> None:
    file.parent.write_text("a file where the folder should be")
    AnswersOnDisk().keep("why", "levels", "find-less")
    assert AnswersOnDisk().answer("why", "levels") == ""
