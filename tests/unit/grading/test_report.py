"""The report as data, as text and as HTML."""

import json
import re
from dataclasses import replace
from fractions import Fraction
from html.parser import HTMLParser

import pytest

from labkit.grading.report import Report, VariantResult
from labkit.grading.scoring import PartMark


@pytest.fixture
def report():
    return Report(
        exercise="toy", title="Toy", lesson="toy.ipynb", points=56, max_points=100,
        valid=True, isolated=False, steady=True, seconds=1.23456,
        parts=(PartMark("One", Fraction(50, 3), 50), PartMark("Valid", Fraction(5), 10)),
        variants=(
            VariantResult("original", "correct", "", "As it <stands>.", "passed"),
            VariantResult("a", "bug", "One", "Mail & more is lost.", "failed", ("test_a",), "S1"),
            VariantResult("b", "bug", "One", "Names swap.", "error", (), "Section two"),
        ),
        messages=("test_x needs <others>.",),
    )  # fmt: skip


def test_data_has_the_agreed_keys(report):
    data = report.as_dict()
    assert list(data) == [
        "exercise", "points", "max_points", "valid", "isolated", "steady", "seconds",
        "parts", "variants", "messages",
    ]  # fmt: skip
    assert data["parts"][0] == {"name": "One", "points": 16, "max_points": 50}
    assert set(data["variants"][1]) == {"id", "kind", "part", "symptom", "verdict", "tests"}
    json.dumps(data)


def test_text_does_not_depend_on_the_time_it_took(report):
    assert report.text() == replace(report, seconds=99.0).text()


def test_text_says_what_was_caught_by_which_test_and_what_got_away(report):
    text = report.text()
    assert "toy: 56 of 100 points" in text
    assert "Mail & more is lost.\n      caught by test_a" in text
    assert "Names swap.\n      read again: Section two; the suite crashed" in text
    assert "test_x needs <others>." in text


def test_of_many_tests_that_catch_a_bug_people_read_the_first_few(report):
    tests = ("test_a", "test_b", "test_c", "test_d")
    bugs = tuple(replace(v, tests=tests) if v.is_well else v for v in report.variants)
    report = replace(report, variants=bugs)
    assert "caught by test_a, test_b, test_c, and more\n" in report.text()
    assert "<code>test_c</code>, and more<" in report.html()
    assert "test_d" not in report.text() + report.html()
    assert list(tests) in [variant["tests"] for variant in report.as_dict()["variants"]]


def test_full_marks_means_all_points(report):
    assert not report.full_marks
    assert replace(report, points=100).full_marks


class Tags(HTMLParser):
    """Checks that tags nest and collects them with their attributes."""

    def __init__(self):
        super().__init__()
        self.open, self.seen = [], []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_html_is_well_formed_and_has_table_semantics(report):
    tags = Tags()
    tags.feed(report.html())
    assert tags.open == []
    names = [name for name, _ in tags.seen]
    assert names.count("table") == names.count("caption") == 3
    assert all("scope" in attributes for name, attributes in tags.seen if name == "th")


def test_html_says_the_state_in_words_and_escapes_what_it_quotes(report):
    html = report.html()
    assert "✔ caught" in html
    assert "✘ got away (the suite crashed)" in html
    assert "Mail &amp; more" in html
    assert "<others>" not in html


def test_html_needs_nothing_from_elsewhere(report):
    assert not re.search(r"https?:|<script|<link|src=", report.html())


def test_a_quality_mark_below_full_for_want_of_bugs_says_so(report):
    said = "5 of 10 (nothing wrong; the rest comes with the bugs you catch)"
    assert said in report.text()
    assert said in report.html()
    spoilt = replace(report, valid=False)
    assert "nothing wrong" not in spoilt.text() + spoilt.html()
