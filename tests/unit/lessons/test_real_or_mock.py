"""What a comparison of stand-ins shows, and which text of a suite it runs."""

import pytest

from labkit import rubrics
from labkit.lessons.finding import Finding
from labkit.lessons.real_or_mock.comparing import STAND_INS, source_of
from labkit.lessons.real_or_mock.judging import Inherited
from labkit.lessons.real_or_mock.plots import plot
from labkit.rubrics import Decision

FOUND = Finding(
    places={"a": "in our code", "b": "in the SQL", "c": "in the SQL"},
    by={"mock": frozenset("a"), "real <one>": frozenset("abc")},
    milliseconds={"mock": 1.0, "real <one>": 250.0},
)


def test_mistakes_are_counted_by_place():
    assert [FOUND.count(name, "in the SQL") for name in FOUND.by] == [0, 2]


def test_a_row_tells_in_words_who_found_it():
    lines = [line.split() for line in repr(FOUND).splitlines()]
    assert lines[2] == ["b", "in", "the", "SQL", "·", "missed", "✔", "found"]
    assert lines[-1] == ["all", "of", "them", "1", "of", "3", "3", "of", "3"]


def test_no_time_is_in_the_table_and_every_time_is_in_the_picture():
    assert "250" not in FOUND._repr_html_()
    assert plot(FOUND).png.startswith(b"\x89PNG")


def test_names_are_text_in_html():
    assert "real &lt;one&gt;</th>" in FOUND._repr_html_()


@pytest.mark.parametrize(
    ("suite", "stand_in"), [(suite, name) for suite in STAND_INS for name in STAND_INS[suite]]
)
def test_a_suite_is_set_to_its_stand_in(suite: str, stand_in: str):
    source = source_of(suite, stand_in)
    assert f'\nSTAND_IN = "{stand_in}"\n' in source
    assert source.count("STAND_IN = ") == 1
    assert len(source.splitlines()) == len(source_of(suite).splitlines())


def test_the_inherited_suite_is_judged_in_two_lines():
    assert repr(Inherited(passed=5, tests=5, caught=2, bugs=14)) == (
        "on the right system: 5 of 5 tests pass\non 14 wrong ones: green on 12, red on 2"
    )


def right_is_longest(decision: Decision) -> bool:
    longest = max(decision.options, key=lambda option: len(option.text))
    return longest.id in decision.right


def test_the_right_decisions_are_not_given_away_by_their_length():
    decisions = rubrics.load("real_or_mock").decisions
    assert sum(map(right_is_longest, decisions)) <= len(decisions) // 3
