"""Runs that lessons make of small suites."""

import pytest

from labkit.errors import LabError
from labkit.grading.findings import Limits
from labkit.lessons import trials
from labkit.lessons.trials import Trial, ended, try_all

HANGS = "import threading\n\ndef test_it():\n    threading.Event().wait()\n"
PASSES = "def test_it():\n    assert True\n"


def test_a_run_that_was_cut_short_says_nothing_about_what_was_found(monkeypatch):
    monkeypatch.setattr(trials, "first_limits", lambda _: Limits(30, 0.5))
    tried = try_all({"hangs": Trial(HANGS), "passes": Trial(PASSES)})
    assert {name: each.is_cut for name, each in tried.items()} == {"hangs": True, "passes": False}
    with pytest.raises(LabError, match=r"^1 of 2 runs did not end in time; run the cell again"):
        ended(tried)


def test_runs_that_ended_are_as_they_were():
    tried = try_all({"passes": Trial(PASSES)})
    assert ended(tried) is tried
