"""Each test with gaps of the lesson on contracts: with the lesson's answer, it is done."""

import pytest

from labkit.lessons.contracts.tasks import TASKS
from tests.integration.lessons.gaps import answered, cells

LESSON = "04_contracts.ipynb"
ISO = r'match.regex("2024-03-01T12:00:00Z", regex=r"\d{4}-\d\d-\d\dT.*")'
ANSWERS = {
    "answers": [ISO],
    "errors": ['"the database is down"', "503"],
    "requests": ['{"email": "ada@example.com", "name": "Ada"}', "201"],
}


def test_the_lesson_uses_every_task() -> None:
    assert set(cells(LESSON)) == set(TASKS) == set(ANSWERS)


@pytest.mark.parametrize("task", ANSWERS)
def test_with_its_answer_a_test_is_done(task: str) -> None:
    advice = answered(LESSON, task, ANSWERS[task])
    assert advice.done, advice.text


def test_any_text_is_too_loose_for_a_date() -> None:
    advice = answered(LESSON, "answers", ['match.str("2024-03-01T12:00:00Z")'])
    assert "can the frontend read it" in advice.text


def test_one_date_is_too_tight() -> None:
    advice = answered(LESSON, "answers", ['"2024-03-01T12:00:00Z"'])
    assert "fails on the correct service" in advice.text
