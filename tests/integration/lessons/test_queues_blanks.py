"""Each test with gaps of the lesson: with the answer that the lesson gives, it is done."""

import pathlib

import nbformat
import pytest

from labkit.lessons.blanks import GAP, blanks
from labkit.lessons.queues.tasks import TASKS
from tests.integration.containers.servers import skip_without

pytestmark = pytest.mark.slow

LESSON = pathlib.Path(__file__).parents[3] / "notebooks" / "06_queues.ipynb"
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


def cells() -> dict[str, tuple[str, str]]:
    """The lesson's ``%%blanks`` cells by task: the line and the rest."""
    sources = [cell.source for cell in nbformat.read(LESSON, as_version=4).cells]
    parts = [source.removeprefix("%%blanks ").partition("\n") for source in sources
             if source.startswith("%%blanks ")]  # fmt: skip
    return {line.split()[1]: (line, body) for line, _, body in parts}


def filled(source: str, answers: list[str]) -> str:
    """The source with one answer in each gap."""
    for answer in answers:
        source = source.replace(GAP, answer, 1)
    return source


def test_the_lesson_uses_every_task() -> None:
    assert set(cells()) == set(TASKS) == set(ANSWERS)


@pytest.mark.parametrize("task", ANSWERS)
def test_with_its_answer_a_test_is_done(task: str) -> None:
    line, body = cells()[task]
    advice = blanks(line, filled(body, ANSWERS[task]))
    assert advice.done, advice.text


def test_an_error_that_any_mistake_raises_is_too_wide() -> None:
    line, body = cells()["confirms"]
    advice = blanks(line, filled(body, ["Exception"]))
    assert not advice.done
    assert "Name the error" in advice.text
