"""The lesson on what is real in a test: what each stand-in finds, and its tests with gaps."""

import pytest

from labkit.lessons.blanks import blanks
from labkit.lessons.real_or_mock import compare, inherited, plot
from labkit.lessons.real_or_mock.tasks import TASKS
from tests.integration.lessons.gaps import cells, filled

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
    line, body = cells(LESSON)[task]
    given = blanks(line, filled(body, ANSWERS[task]))
    assert given.done, given.text


def test_a_failure_before_the_money_is_taken_finds_no_second_payment() -> None:
    line, body = cells(LESSON)["lost"]
    given = blanks(line, filled(body, ["503", "900"]))
    assert "also passes on a system that gives each attempt a key of its own" in given.text
    assert "Was the money taken before" in given.text


@pytest.mark.slow
def test_each_stand_in_finds_what_it_understands() -> None:
    found = compare("premium")
    counts = {
        stand_in: [found.count(stand_in, place) for place in dict.fromkeys(found.places.values())]
        for stand_in in found.by
    }
    assert counts == {
        "mock": [3, 0, 0, 1],
        "verified fake": [3, 3, 0, 0],
        "real PostgreSQL": [3, 3, 3, 0],
    }
    assert plot(found).png.startswith(b"\x89PNG")


@pytest.mark.slow
def test_the_further_out_the_cut_the_more_is_found() -> None:
    mock, stub, sandbox = compare("charging").by.values()
    assert mock == {"euros instead of cents"}
    assert mock < stub < sandbox
    assert len(sandbox) == 7


def test_the_inherited_suite_is_green_whatever_the_system_does() -> None:
    judged = inherited()
    assert (judged.passed, judged.caught) == (judged.tests, 0)
    assert judged.bugs >= 6
