"""Each test with gaps of the lesson on organising: with the lesson's answer, it is done."""

import pytest

from labkit.lessons.organising.tasks import TASKS
from tests.integration.lessons.gaps import answered, cells

LESSON = "09_organising.ipynb"
ANSWERS = {
    "marker": ["unit", "1906"],
    "scope": ["session", "grace"],
    "worker": ["PYTEST_XDIST_WORKER", "1"],
}


def test_the_lesson_uses_every_task() -> None:
    assert set(cells(LESSON)) == set(TASKS) == set(ANSWERS)


@pytest.mark.parametrize("task", ANSWERS)
def test_with_its_answer_a_test_is_done(task: str) -> None:
    given = answered(LESSON, task, ANSWERS[task])
    assert given.done, given.text


@pytest.mark.parametrize(
    ("task", "answers", "said"),
    [
        ("scope", ["function", "grace"], "room for 1 server"),
        ("worker", ["PYTEST_XDIST_TESTRUNUID", "1"], "another worker has a database"),
    ],
)
def test_a_wrong_answer_is_told(task: str, answers: list[str], said: str) -> None:
    given = answered(LESSON, task, answers)
    assert not given.done
    assert said in given.text
