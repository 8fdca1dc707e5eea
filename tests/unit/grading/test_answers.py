"""Answers are read from the text of a suite; nothing of it runs."""

import pytest

from labkit.grading.answers import read_answers


@pytest.mark.parametrize(
    "source",
    [
        'DECISIONS = {"one": "a", "two": "b"}',
        'DECISIONS: dict[str, str] = {"one": "a", "two": "b"}',
        'DECISIONS = {}\ndef test_x():\n    DECISIONS = 1\nDECISIONS = {"one": "a", "two": "b"}',
        'DECISIONS = {"one": " a ", "two": "b", "three": "", "four": "  "}',
    ],
    ids=["plain", "annotated", "the last one counts", "blanks"],
)
def test_the_dict_is_read(source: str) -> None:
    answers = read_answers(source)
    assert (answers.chosen, answers.problem) == ({"one": "a", "two": "b"}, "")


@pytest.mark.parametrize("source", ["", "x = {'one': 'a'}", "def f():\n    DECISIONS = {'a': 'b'}"])
def test_without_the_dict_there_are_no_answers(source: str) -> None:
    assert read_answers(source).chosen == {}


@pytest.mark.parametrize(
    "value",
    ['dict(one="a")', "{1: 'a'}", '{"one": ("a", "b")}', '["one"]', '{"one": open("x")}', "{**a}"],
)
def test_what_is_not_written_out_is_refused_with_its_line(value: str) -> None:
    answers = read_answers(f"\n\nDECISIONS = {value}")
    assert answers.chosen == {}
    assert answers.problem.startswith("DECISIONS in line 3 cannot be read: write it out as a dict")


def test_nothing_is_executed() -> None:
    assert read_answers('DECISIONS = {"one": exit(1)}').problem
