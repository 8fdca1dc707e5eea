"""Each test with gaps of the lesson: with the answer that the lesson gives, it is done."""

import pathlib

import nbformat
import pytest

from labkit.lessons.blanks import GAP, blanks
from labkit.lessons.databases.tasks import TASKS

LESSON = pathlib.Path(__file__).parents[3] / "notebooks" / "03_databases.ipynb"
ANSWERS = {
    "persistence": ["grace.id", '"Grace"'],
    "constraints": ["psycopg.errors.UniqueViolation", "ada"],
    "transactions": ["url", "outsider"],
    "queries": ["[half]"],
    "endings": ["[]", "UserNotFound", "ada.id"],
    "concurrency": ["repository.all_users()", "1"],
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


def test_a_weak_answer_is_not_done() -> None:
    line, body = cells()["persistence"]
    advice = blanks(line, filled(body, ["ada.id", '"Countess of Lovelace"']))
    assert "also passes" in advice.text


@pytest.mark.parametrize("error", ["Exception", "psycopg.Error"])
def test_an_error_that_any_mistake_raises_is_too_wide(error: str) -> None:
    line, body = cells()["constraints"]
    advice = blanks(line, filled(body, [error, "ada"]))
    assert not advice.done
    assert "Name the error" in advice.text


def test_the_error_that_the_contract_names_for_both_is_enough() -> None:
    line, body = cells()["constraints"]
    assert blanks(line, filled(body, ["psycopg.IntegrityError", "ada"])).done
