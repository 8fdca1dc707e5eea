"""Sample suites for the exercise on what is real, and what an expert would say about each."""

from pathlib import Path

from labkit import grading
from labkit.lessons.real_or_mock.comparing import source_of

SAMPLES = Path(__file__).parents[2] / "samples" / "real_or_mock"


def graded(name: str) -> grading.Report:
    return grading.check("real_or_mock", (SAMPLES / f"{name}.py").read_text(encoding="utf-8"))


def test_the_inherited_suite_is_sound_and_worth_nothing() -> None:
    report = grading.check("real_or_mock", source_of("inherited"))
    assert (report.valid, report.points, report.caught) == (True, 0, ())


def test_spies_refuse_correct_systems_and_catch_only_what_is_on_our_side() -> None:
    report = graded("spies")
    said = "\n".join(report.messages)
    assert not report.valid
    assert "test_it_asks_once_and_keeps_once does not accept a correct system" in said
    assert "test_it_pays_with_the_order_for_a_key does not accept a correct system" in said
    assert [bug.id for bug in report.caught] == ["charged-in-euros"]


def test_a_fake_alone_tells_nothing_of_the_database() -> None:
    report = graded("fake_only")
    assert (report.valid, report.isolated) == (True, True)
    assert {bug.id for bug in report.caught} == {"charged-in-euros", "declined-is-paid"}
