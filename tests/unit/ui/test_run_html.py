"""A run of a suite as people see it below their cell."""

import re

from labkit.ui.run_html import run_html

from .conftest import FakeOutcome, FakeRun

SOURCE = "def test_find():\n    assert 1 < 0\n"


def test_results_are_words_and_not_only_colours() -> None:
    kinds = ("passed", "failed", "error", "timeout", "skipped")
    html = run_html(FakeRun(tuple(FakeOutcome(f"test_{k}", k) for k in kinds)), "")
    heads = re.findall(r'<th scope="row"[^>]*>(.*?)</th>', html)
    assert heads == ["✔ passed", "✘ failed", "! error", "! timed out", "○ skipped"]


def test_a_failure_quotes_the_line() -> None:
    html = run_html(FakeRun((FakeOutcome("test_find", "failed", 2, "assert 1 < 0"),)), SOURCE)
    assert "Line 2: <code>assert 1 &lt; 0</code>" in html


def test_a_failure_says_why_and_when_it_was_in_set_up() -> None:
    bad = FakeOutcome("test_find", "error", cause="OSError: <no>", phase="setup")
    assert "While setting up. OSError: &lt;no&gt;" in run_html(FakeRun((bad,)), SOURCE)


def test_a_line_beyond_the_suite_is_not_quoted() -> None:
    html = run_html(FakeRun((FakeOutcome("test_find", "failed", 99, "why"),)), SOURCE)
    assert "Line" not in html


def test_tests_are_counted_in_the_order_in_which_results_appear() -> None:
    outcomes = [FakeOutcome("a", "passed"), FakeOutcome("b", "failed"), FakeOutcome("c", "passed")]
    assert "<b>2 passed, 1 failed</b> on the correct system" in run_html(
        FakeRun(tuple(outcomes)), ""
    )


def test_a_problem_and_what_was_printed_are_shown() -> None:
    html = run_html(FakeRun((), "the suite has no test", "<b>hello</b>\n"), "")
    assert "No test ran" in html
    assert "the suite has no test" in html
    assert "<pre>&lt;b&gt;hello&lt;/b&gt;</pre>" in html


def test_decisions_alone_are_told_without_a_word_on_tests() -> None:
    html = run_html(FakeRun((), answers=("2 of 3 decisions made", "<x> is not asked.")), "")
    assert html == "<p>2 of 3 decisions made</p><p>&lt;x&gt; is not asked.</p>"


def test_decisions_beside_tests_come_after_them() -> None:
    html = run_html(FakeRun((FakeOutcome("test_a", "passed"),), answers=("1 decision made",)), "")
    assert html.index("test_a") < html.index("1 decision made")
