"""A sample suite for the exercise on organising, and what an expert would say about it."""

from pathlib import Path

import pytest

from labkit import grading

SAMPLES = Path(__file__).parents[2] / "samples" / "organising"


@pytest.mark.slow
def test_a_server_and_a_migration_for_each_test_are_told_and_cost_the_marks():
    source = (SAMPLES / "server_for_each_test.py").read_text(encoding="utf-8")
    report = grading.check("organising", source)
    said = "\n".join(report.messages)
    assert "room for one database server; start it once a session" in said
    assert "migrate one database a session" in said
    # Only the first test of a run had the machine to itself, and it was not the last of another.
    assert [bug.id for bug in report.caught] in ([], ["capitals-unknown"])
    assert not report.valid
