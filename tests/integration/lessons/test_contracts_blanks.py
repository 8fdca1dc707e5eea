"""Each test with gaps of the lesson on contracts: with the lesson's answer, it is done."""

import pathlib

import nbformat
import pytest

from labkit.lessons.blanks import GAP, blanks
from labkit.lessons.contracts.tasks import TASKS

LESSON = pathlib.Path(__file__).parents[3] / "notebooks" / "04_contracts.ipynb"
ISO = r'match.regex("2024-03-01T12:00:00Z", regex=r"\d{4}-\d\d-\d\dT.*")'
ANSWERS = {
    "answers": [ISO],
    "errors": ['"the database is down"', "503"],
    "requests": ['{"email": "ada@example.com", "name": "Ada"}', "201"],
}


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


def test_any_text_is_too_loose_for_a_date() -> None:
    line, body = cells()["answers"]
    advice = blanks(line, filled(body, ['match.str("2024-03-01T12:00:00Z")']))
    assert "can the frontend read it" in advice.text


def test_one_date_is_too_tight() -> None:
    line, body = cells()["answers"]
    advice = blanks(line, filled(body, ['"2024-03-01T12:00:00Z"']))
    assert "fails on the correct service" in advice.text
