"""Each test with gaps of the lesson: with the answer that the lesson gives, it is done."""

import pytest

from labkit.lessons.queues.tasks import TASKS
from tests.integration.containers.servers import skip_without
from tests.integration.lessons.gaps import answered, cells

pytestmark = pytest.mark.slow

LESSON = "06_queues.ipynb"
ANSWERS = {
    "messages": ['"welcome-mails"', "2"],
    "confirms": ["NotPublished"],
    "acks": ["outbox"],
    "prefetch": ["2"],
    "dead-letters": ["topology.DEAD_LETTERS", 'b"no JSON"'],
    "once": ["2"],
}


@pytest.fixture(scope="module", autouse=True)
def _server() -> None:
    skip_without("rabbitmq")


def test_the_lesson_uses_every_task() -> None:
    assert set(cells(LESSON)) == set(TASKS) == set(ANSWERS)


@pytest.mark.parametrize("task", ANSWERS)
def test_with_its_answer_a_test_is_done(task: str) -> None:
    advice = answered(LESSON, task, ANSWERS[task])
    assert advice.done, advice.text


def test_an_error_that_any_mistake_raises_is_too_wide() -> None:
    advice = answered(LESSON, "confirms", ["Exception"])
    assert not advice.done
    assert "Name the error" in advice.text
