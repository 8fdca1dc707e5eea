"""Each test with gaps of the lesson on APIs: with the answer that the lesson gives, it is done."""

import pytest

from labkit.lessons.apis.tasks import TASKS
from tests.integration.lessons.gaps import answered, cells

LESSON = "05_apis.ipynb"
ANSWERS = {
    "created": ["201", 'ada.headers["Location"]'],
    "refused": ["409", "name", '"Ada"'],
    "down": ["503", "201"],
    "degraded": ["200", "None"],
    "patience": ['"hangs"', "None"],
    "retries": ["503", '"https://pictures.example/1.png"'],
    "breaker": ["False", "60", "True"],
}


def test_the_lesson_uses_every_task() -> None:
    assert set(cells(LESSON)) == set(TASKS) == set(ANSWERS)


@pytest.mark.parametrize("task", ANSWERS)
def test_with_its_answer_a_test_is_done(task: str) -> None:
    given = answered(LESSON, task, ANSWERS[task])
    assert given.done, given.text


def test_a_failure_that_ends_by_itself_does_not_find_out_who_waits_for_ever() -> None:
    given = answered(LESSON, "patience", ["500", "None"])
    assert "also passes on a service that waits for an answer for ever" in given.text


def test_an_address_that_is_written_down_leads_nowhere() -> None:
    given = answered(LESSON, "created", ["201", '"/api/users/1"'])
    assert "fails on the correct service" in given.text


@pytest.mark.parametrize(
    ("task", "failure", "avatar"),
    [
        ("patience", '"drips"', "None"),
        ("retries", '"hangs"', '"https://pictures.example/1.png"'),
    ],
)
def test_the_other_answers_that_the_lesson_names_will_do(
    task: str, failure: str, avatar: str
) -> None:
    given = answered(LESSON, task, [failure, avatar])
    assert given.done, given.text
