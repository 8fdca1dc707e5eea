"""The lesson's commits: green in every unit test, red when the parts meet."""

import pytest

from labkit.lessons.tests_magic import run
from labkit.lessons.why import after, commit
from labkit.lessons.why.commits import commits

KNOWN = """
def test_a_known_worm_is_reported(store, reports):
    store.add("Worm", b"WORM")
    assert reports.report("a.exe", b"WORM")["threats"] == ["Worm"]
"""


def test_without_a_commit_every_level_is_green() -> None:
    outcome = after(levels=("unit", "integration", "end to end"))
    assert [row.failures for row in outcome.rows] == [()] * 5


@pytest.mark.parametrize("name", commits())
def test_after_a_commit_the_units_are_green_and_the_integration_is_red(name: str) -> None:
    results = {row.suite: bool(row.failures) for row in after(name).rows}
    assert results == {"store": False, "engine": False, "reports": False, "together": True}


def test_the_four_kinds_of_mismatch_are_there() -> None:
    kinds = {each.kind for each in commits().values()}
    assert kinds == {"data shape", "missing field", "error propagation", "timing"}


def test_a_commit_is_shown_as_a_diff_with_the_tests_that_it_changes() -> None:
    text = repr(commit("level").diff())
    assert text.startswith("# Engine team: Detections")
    assert '-            {"name": each["name"], "severity": each["severity"]' in text
    assert "--- test_engine.py" in text


def test_the_cells_of_the_lesson_run_on_the_scanner_after_a_commit() -> None:
    assert run(KNOWN, ["-p", "labkit.lessons.why.fixtures"]).passed
    red = run(KNOWN, ["-p", "labkit.lessons.why.fixtures", "--commit", "pairs"])
    assert "assert [] == ['Worm']" in red.text
