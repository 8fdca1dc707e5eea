"""Suites for the exercise on organising: an expensive one, one by luck, and none at all."""

from pathlib import Path

import pytest

from labkit import grading

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT / "tests" / "samples" / "organising"


@pytest.mark.slow
def test_a_server_and_a_migration_for_each_test_are_told_and_cost_the_marks():
    source = (SAMPLES / "server_for_each_test.py").read_text(encoding="utf-8")
    report = grading.check("organising", source)
    said = "\n".join(report.messages)
    assert "room for one database server; start it once a session" in said
    assert "migrate one database a session" in said
    # Only the first test of the file has the machine to itself.
    assert [bug.id for bug in report.caught] == ["capitals-unknown"]
    assert not report.valid


@pytest.mark.slow
def test_a_test_that_relies_on_the_order_of_a_set_is_found_out():
    notebook = ROOT / "solutions" / "09_organising.ipynb"
    source = grading.read_notebook_suite(notebook, "organising")
    names = "(user.name for user in users.all_users())"
    source = source.replace(f"sorted{names}", f"set{names}")
    report = grading.check("organising", source)
    [said] = report.messages
    assert said.startswith("test_everybody_is_greeted passes by luck: ")
    assert not report.steady
    assert report.points < report.max_points


@pytest.mark.slow
def test_what_learners_start_from_earns_nothing():
    notebook = ROOT / "exercises" / "09_organising.ipynb"
    report = grading.check("organising", grading.read_notebook_suite(notebook, "organising"))
    assert report.points == 0
    assert report.messages[-1].startswith("Not decided yet: ")
