"""Sample suites for the databases exercise, and what an expert would say about each."""

from pathlib import Path

import pytest

from labkit import grading

SAMPLES = Path(__file__).parents[2] / "samples" / "databases"


def graded(name: str) -> grading.Report:
    return grading.check("databases", (SAMPLES / f"{name}.py").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("empty", "it has no test"),
        ("always_fails", "no test passes on the correct system"),
        ("crashes_in_setup", "OperationalError"),
        ("exits_early", "ended before its tests were done"),
        pytest.param("hangs", "did not end in time", marks=pytest.mark.slow),
    ],
)
def test_a_suite_that_proves_nothing_earns_nothing_and_is_told_why(name, why):
    report = graded(name)
    assert (report.points, report.variants) == (0, ())
    assert why in report.messages[0]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["no_assertions", "prints_fake_report"])
def test_a_suite_that_expects_nothing_earns_nothing(name):
    report = graded(name)
    assert report.points == 0
    assert "none of its tests states an expectation" in report.messages[0]


@pytest.mark.slow
def test_an_over_specified_suite_is_told_what_a_correct_system_may_do():
    report = graded("over_specified")
    said = "\n".join(report.messages)
    assert not report.valid
    assert "test_ids_count_from_one does not accept a correct system" in said
    assert "Ids need not start at 1" in said
    assert 0 <= report.points < 20


@pytest.mark.slow
def test_tests_that_need_each_other_are_named():
    report = graded("order_dependent")
    said = "\n".join(report.messages)
    assert (report.valid, report.isolated) == (True, False)
    assert "test_2_find passes with the others and not alone" in said
    assert 0 < report.points < 50


@pytest.mark.slow
def test_rows_left_behind_show_in_the_second_run():
    report = graded("leaky")
    assert (report.valid, report.isolated) == (True, False)
    assert "twice in a row" in "\n".join(report.messages)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["happy_path_only", "copy_paste"])
def test_an_honest_suite_that_tests_little_is_sound_and_earns_little(name):
    report = graded(name)
    assert (report.valid, report.isolated, report.steady) == (True, True, True)
    assert report.points < 30
    assert "Sound, and catching none of the bugs here" in "\n".join(report.messages)


@pytest.mark.slow
def test_a_sleepy_suite_is_graded_by_what_it_catches():
    report = graded("sleepy")
    assert report.isolated
    assert report.points < 100


@pytest.mark.slow
def test_a_fixed_sleep_that_is_too_short_is_named_and_its_test_catches_nothing():
    report = graded("too_short_a_sleep")
    said = "\n".join(report.messages)
    assert (report.valid, report.isolated, report.steady) == (True, True, False)
    assert "passes there when the sleep of 0.3 s in line 39 lasts longer" in said
    assert all(bug.tests == ("test_duplicate",) for bug in report.caught)


def test_a_suite_is_run_once_for_its_cell():
    run = grading.run((SAMPLES / "happy_path_only.py").read_text(encoding="utf-8"), "databases")
    assert run.ok
    assert run.text().startswith("✔ test_")
    assert run.text().rstrip().endswith("passed")
