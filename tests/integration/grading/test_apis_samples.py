"""Sample suites for the exercise on APIs, and what an expert would say about each."""

from pathlib import Path

import pytest

from labkit import grading

SAMPLES = Path(__file__).parents[2] / "samples" / "apis"


def graded(name: str) -> grading.Report:
    return grading.check("apis", (SAMPLES / f"{name}.py").read_text(encoding="utf-8"))


@pytest.mark.slow
def test_a_suite_for_fair_weather_is_sound_and_finds_next_to_nothing():
    report = graded("happy_path_only")
    assert (report.valid, report.isolated) == (True, True)
    assert len(report.caught) <= 2


@pytest.mark.slow
def test_fields_and_words_that_nobody_promised_are_named():
    report = graded("over_specified")
    said = "\n".join(report.messages)
    assert not report.valid
    assert "test_the_answer_is_exactly_this does not accept a correct system" in said
    assert "test_the_refusal_is_worded_like_this does not accept a correct system" in said
    assert [bug.id for bug in report.caught] == ["nobody-is-an-empty-page"]
