"""The tests with gaps of the lesson on seven mistakes: with its answers, each is done."""

import pytest

from labkit import rubrics
from labkit.lessons.mistakes.cases import gaps
from labkit.lessons.mistakes.suite import given
from labkit.lessons.mistakes.tasks import TASKS
from labkit.lessons.trials import Trial, Tried, try_all
from tests.integration.lessons.gaps import answered, cells, filled

LESSON = "08_mistakes.ipynb"
ANSWERS = {
    "through_the_ui": ["204", "404"],
    "network": ["down", '"Countess"'],
    "errors": ["AddressTaken"],
    "sleeps": ['"Grace"', "3"],
}


def suite(task: str) -> str:
    """The test with the lesson's answers, and its fixtures."""
    return f"{given()}\n\n{filled(cells(LESSON)[task][1], ANSWERS[task])}\n"


@pytest.fixture(scope="module")
def tried() -> dict[tuple[str, bool], Tried]:
    """What each test says of the right system, and of its bug."""
    right = {(task, True): Trial(suite(task)) for task in ANSWERS}
    wrong = {(task, False): Trial(suite(task), gaps()[task].changes) for task in ANSWERS}
    return try_all({**right, **wrong}, rubrics.load("mistakes").imports)


def test_the_lesson_uses_every_task() -> None:
    assert set(cells(LESSON)) == set(TASKS) == set(ANSWERS)


@pytest.mark.parametrize("task", ANSWERS)
def test_with_its_answer_a_test_tells_right_from_wrong(
    tried: dict[tuple[str, bool], Tried], task: str
) -> None:
    assert not tried[task, True].failures
    assert tried[task, False].is_red


def test_a_net_that_is_too_wide_is_told() -> None:
    given = answered(LESSON, "errors", ["FrontendError"])
    assert "also passes on a system that tells a visitor" in given.text
    assert "Too wide" in given.text
