"""Answers to decisions: judged one by one, explained, and never solved for the learner."""

from dataclasses import replace

import pytest

from labkit.grading.answers import Answers
from labkit.grading.assembling import decisions_only, nothing_earned
from labkit.grading.deciding import decide, progress
from labkit.grading.scoring import part_marks, quality_marks
from labkit.rubrics import Decision, Option, Quality

RED = Option("red", "Red.", "Red is seen from afar.")
BLUE = Option("blue", "Blue.", "Blue is lost at sea.")
GREY = Option("grey", "Grey.", "Grey is lost in fog.")


def decision(name: str, part: str, *right: str) -> Decision:
    return Decision(name, part, f"{name}?", (BLUE, RED, GREY), right or ("red",))


@pytest.fixture
def asking(rubric):
    """The toy with a decision beside the one bug of part two, and two in a part of theirs."""
    decisions = (decision("hull", "two"), decision("sail", "three"), decision("flag", "three"))
    three = replace(rubric.parts[1], id="three", name="Three", points=20)
    parts = (rubric.parts[0], replace(rubric.parts[1], points=10), three)
    return replace(rubric, parts=parts, decisions=decisions)


def decided(rubric, **chosen):
    return decide(rubric, Answers(chosen))


def test_a_right_answer_is_told_why_it_holds(asking):
    result = decided(asking, hull="red", sail="red", flag="red")
    assert result.right[0] == ("hull", "Red is seen from afar.")
    assert (result.count, result.messages) == ("3 of 3 decisions right", ())


def test_any_of_several_right_options_is_right(asking):
    either = replace(asking, decisions=(decision("hull", "two", "red", "grey"),))
    assert decided(either, hull="grey").ids == decided(either, hull="red").ids == {"hull"}


def test_a_wrong_answer_is_told_why_it_does_not_hold_and_nothing_more(asking):
    result = decided(asking, hull="red", sail="blue", flag="grey")
    assert result.ids == {"hull"}
    assert result.messages == (
        "sail: 'blue' does not hold. Blue is lost at sea.",
        "flag: 'grey' does not hold. Grey is lost in fog.",
    )


def test_what_is_missing_or_misnamed_is_one_sentence_each(asking):
    result = decided(asking, hull="pink", mast="red")
    assert result.messages == (
        "hull: there is no option 'pink'; choose one of blue, red, grey.",
        "DECISIONS has a question 'mast' that is not asked; asked are hull, sail, flag.",
        "Not decided yet: sail, flag.",
    )


def test_answers_that_cannot_be_read_are_said_once(asking):
    result = decide(asking, Answers(problem="Write it out."))
    assert (result.ids, result.messages) == (frozenset(), ("Write it out.",))


def test_an_exercise_without_decisions_does_not_look_at_answers(rubric):
    assert decided(rubric, hull="red").messages == ()
    assert progress(rubric, Answers({"hull": "red"})) == ()


def test_before_grading_only_what_is_misnamed_is_told(asking):
    said = progress(asking, Answers({"hull": "blue", "sail": "pink"}))
    assert said == (
        "2 of 3 decisions made",
        "sail: there is no option 'pink'; choose one of blue, red, grey.",
    )


def points(rubric, caught, ids):
    return [float(m.points) for m in part_marks(rubric, frozenset(caught), frozenset(ids))]


def test_a_parts_points_are_shared_by_bugs_and_decisions(asking):
    assert points(asking, (), ("hull", "sail")) == [0.0, 5.0, 10.0]
    assert points(asking, ("d",), ("hull", "sail", "flag")) == [0.0, 10.0, 20.0]


def test_a_wrong_answer_costs_only_itself(asking):
    every = ("hull", "sail", "flag")
    full, less = points(asking, "abcd", every), points(asking, "abcd", every[1:])
    assert [a - b for a, b in zip(full, less, strict=True)] == [0.0, 5.0, 0.0]


def test_decisions_earn_no_points_for_behaviour(asking):
    assert all(not mark.points for mark in quality_marks(asking, frozenset(), valid=1, isolated=1))
    full = quality_marks(asking, frozenset("abcd"), valid=True, isolated=True)
    assert [float(mark.points) for mark in full] == [10.0, 10.0]


def test_a_suite_that_cannot_be_graded_keeps_its_decisions(asking):
    report = nothing_earned(asking, "it has no test", decided=decided(asking, hull="red"))
    assert report.points == 5
    assert report.messages[0] == "The tests earn nothing yet: it has no test."
    assert report.messages[-1] == "Not decided yet: sail, flag."


@pytest.fixture
def quiz(asking):
    """A rubric of decisions only."""
    [part] = [replace(each, points=100) for each in asking.parts if each.id == "three"]
    two = tuple(each for each in asking.decisions if each.part == "three")
    none = Quality(valid=0, isolated=0)
    return replace(asking, parts=(part,), quality=none, bugs=(), correct=(), decisions=two)


def test_decisions_alone_make_a_report_without_bugs_or_behaviour(quiz):
    report = decisions_only(quiz, decided(quiz, sail="red", flag="blue"), 0.0)
    data = report.as_dict()
    assert (data["points"], data["valid"], data["isolated"], data["variants"]) == (
        50,
        True,
        True,
        [],
    )
    assert data["parts"] == [{"name": "Three", "points": 50, "max_points": 100}]
    assert data["messages"] == ["flag: 'blue' does not hold. Blue is lost at sea."]


def test_the_report_says_right_decisions_with_why_in_text_and_html(quiz):
    report = decisions_only(quiz, decided(quiz, sail="red"), 0.0)
    assert "Decided: 1 of 2 decisions right\n  + sail: Red is seen from afar." in report.text()
    assert "bug" not in report.text()
    assert "Red is seen from afar." in report.html()
    assert "Blue is lost" not in report.text() + report.html()
