"""Each test with gaps of the lesson on what is real: with the lesson's answer, it is done."""

import pytest

from labkit.lessons.real_or_mock.tasks import TASKS
from tests.integration.lessons.gaps import answered, cells

LESSON = "07_real_or_mock.ipynb"
ANSWERS = {
    "kept": ["is_member", "True"],
    "money": ["7", "900"],
    "honest": ["memberships", "NOON"],
    "lost": ['"resets"', "900"],
    "declined": ["CardDeclined", "False"],
    "moment": ["30", "False", "True"],
}


def test_the_lesson_uses_every_task() -> None:
    assert set(cells(LESSON)) == set(TASKS) == set(ANSWERS)


@pytest.mark.parametrize("task", ANSWERS)
def test_with_its_answer_a_test_is_done(task: str) -> None:
    given = answered(LESSON, task, ANSWERS[task])
    assert given.done, given.text


def test_a_failure_before_the_money_is_taken_finds_no_second_payment() -> None:
    given = answered(LESSON, "lost", ["503", "900"])
    assert "also passes on a system that gives each attempt a key of its own" in given.text
    assert "Was the money taken before" in given.text
