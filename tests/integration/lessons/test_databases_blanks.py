"""Each test with gaps of the lesson: with the answer that the lesson gives, it is done."""

import pytest

from labkit.lessons.databases.tasks import TASKS
from tests.integration.lessons.gaps import answered, cells

LESSON = "03_databases.ipynb"
ANSWERS = {
    "persistence": ["grace.id", '"Grace"'],
    "constraints": ["psycopg.errors.UniqueViolation", "ada"],
    "transactions": ["url", "outsider"],
    "queries": ["[half]"],
    "endings": ["[]", "UserNotFound", "ada.id"],
    "concurrency": ["repository.all_users()", "1"],
}


def test_the_lesson_uses_every_task() -> None:
    assert set(cells(LESSON)) == set(TASKS) == set(ANSWERS)


@pytest.mark.parametrize("task", ANSWERS)
def test_with_its_answer_a_test_is_done(task: str) -> None:
    advice = answered(LESSON, task, ANSWERS[task])
    assert advice.done, advice.text


def test_a_weak_answer_is_not_done() -> None:
    advice = answered(LESSON, "persistence", ["ada.id", '"Countess of Lovelace"'])
    assert "also passes" in advice.text


@pytest.mark.parametrize("error", ["Exception", "psycopg.Error"])
def test_an_error_that_any_mistake_raises_is_too_wide(error: str) -> None:
    advice = answered(LESSON, "constraints", [error, "ada"])
    assert not advice.done
    assert "Name the error" in advice.text


def test_the_error_that_the_contract_names_for_both_is_enough() -> None:
    assert answered(LESSON, "constraints", ["psycopg.IntegrityError", "ada"]).done
