"""Tests that failed alike are spoken of together."""

import pytest

from labkit.grading.alike import alike, listed
from labkit.grading.verdict import FAILED, Outcome


def outcomes(*failures):
    return [Outcome(test, FAILED, line, cause) for test, line, cause in failures]


def test_the_same_line_and_cause_are_one_thing_to_say():
    found = alike(outcomes(("a", 3, "no"), ("b", 4, "no"), ("c", 3, "no"), ("d", 3, "oh")))
    assert [same.tests for same in found] == [("a", "c"), ("b",), ("d",)]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (["a", "b", "c", "d", "e"], "a, b and 3 more"),
    ],
)
def test_a_few_names_are_listed_as_people_do(names, said):
    assert listed(names) == said


def test_words_agree_with_the_number_of_tests():
    [one], [two] = alike(outcomes(("a", 1, ""))), alike(outcomes(("a", 1, ""), ("b", 1, "")))
    assert f"{one} {one.say('fails', 'fail')}; {one.until_then}" == "a fails; it catches nothing"
    assert f"{two} {two.say('fails', 'fail')}; {two.until_then}" == (
        "a and b fail; they catch nothing"
    )
