"""Bad news is told while the rest of a check still runs."""

import pytest

from labkit.grading.checking import Examination
from labkit.grading.command import _Shown
from labkit.grading.expectations import read_expectations
from labkit.grading.findings import Progress

from .conftest import RUBRIC


@pytest.fixture
def told(pool, systems):
    """Everything that is told during a check."""

    def check(source):
        found = []
        examination = Examination(RUBRIC, source, read_expectations(source), pool, systems)
        examination.run(found.append)
        return found

    return check


def test_a_good_suite_has_no_bad_news(told, good):
    assert {progress.news for progress in told(good)} == {""}


def test_a_test_red_on_the_original_is_told_first(told, good):
    found = told(good + "\n\ndef test_red():\n    assert Till().total == 1\n")
    first = next(progress.news for progress in found if progress.news)
    assert first.startswith("test_red does not accept a correct system (line 17): ")


def test_a_test_that_refuses_a_correct_system_is_told_from_that_run_on(told, good):
    found = told(good + "\n\ndef test_accident():\n    assert Till().id < 50\n")
    assert found[-1].news.startswith("test_accident does not accept a correct system (line 17): ")
    news = [progress.news for progress in found]
    assert news == sorted(news)  # once told, it stays


def test_on_a_terminal_bad_news_has_a_line_of_its_own_once(capsys):
    show = _Shown()
    for done in (1, 2, 3):
        show(Progress(done, 3, "so far", "test_x is red." if done > 1 else ""))
    assert capsys.readouterr().err.count("test_x is red.\n") == 1


def test_on_a_terminal_what_makes_it_slow_is_told_once(capsys):
    show = _Shown()
    for done in (1, 2, 3):
        show(Progress(done, 3, "so far", aside="Docker is slow."))
    assert capsys.readouterr().err.count("Docker is slow.\n") == 1
