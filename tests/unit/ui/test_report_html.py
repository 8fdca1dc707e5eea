"""The report in the Check panel: what got away is open, what is well is folded."""

from typing import Any

import pytest

from labkit.ui.report_html import away_html, marks_html, well_html

from .conftest import FakeReport
from .conftest import variant as named_variant


def variant(kind: str, verdict: str, *tests: str) -> dict[str, Any]:
    """A variant whose symptom needs escaping."""
    return named_variant("x", kind, f"<{kind}>", verdict, *tests)


def result(*variants: dict[str, Any], points: int = 40) -> dict[str, Any]:
    """A report as data."""
    return FakeReport(points, variants=list(variants)).as_dict()


def test_marks_are_words_beside_their_bars() -> None:
    html = marks_html(result())
    assert "<b>40</b> of 100 points <span>○ not full marks yet" in html
    assert "○ Queries" in html
    assert "width:40%" in html
    assert "<span>40 of 100</span>" in html
    assert "✔ full marks" in marks_html(result(points=100))


def test_messages_cannot_become_markup() -> None:
    assert "<li>Add an &lt;assert&gt;.</li>" in marks_html(result())


@pytest.mark.parametrize(
    ("verdict", "words"),
    [("passed", ""), ("error", " (the suite crashed)"), ("timeout", " (the suite hung)")],
)
def test_a_bug_gets_away_unless_an_expectation_failed(verdict: str, words: str) -> None:
    data = result(variant("bug", verdict))
    assert f"✘ got away</th><td>&lt;bug&gt;{words}</td>" in away_html(data)
    assert well_html(data) == ""


def test_caught_bugs_are_folded_and_name_their_tests() -> None:
    data = result(variant("bug", "failed", "test_a", "test_b", "test_c", "test_d"))
    assert away_html(data) == ""
    assert "<details><summary>1 bug caught</summary>" in well_html(data)
    assert "<code>test_a</code><br><code>test_b</code><br>and 2 more" in well_html(data)


def test_accepted_systems_are_folded() -> None:
    data = result(variant("correct", "passed"))
    assert "<details><summary>1 of 1 correct systems accepted" in well_html(data)


def test_a_refused_system_is_unfolded_and_names_the_tests_that_refused_it() -> None:
    data = result(variant("correct", "passed"), variant("correct", "failed", "test_a"))
    assert "<details open><summary>1 of 2 correct systems accepted" in well_html(data)
    assert "✘ refused</th><td>&lt;correct&gt;</td><td><code>test_a</code>" in well_html(data)


@pytest.mark.parametrize(("valid", "said"), [(True, True), (False, False)])
def test_a_quality_mark_below_full_for_want_of_bugs_says_so(valid: bool, said: bool) -> None:
    part = {"name": "Valid", "points": 5, "max_points": 10}
    data = {**result(), "valid": valid, "isolated": True, "parts": [part]}
    assert ("nothing wrong; the rest comes with the bugs you catch" in marks_html(data)) is said
