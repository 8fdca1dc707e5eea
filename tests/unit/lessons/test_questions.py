"""The questions of an exercise are shown with their options and without their answers."""

import pytest

from labkit.lessons import questions
from labkit.lessons.questions import Questions
from labkit.rubrics import Decision, Option

HAT = Decision(
    "hat", "size", "Which hat?",
    (Option("small", "The small one.", "It slips."), Option("large", "The large one.", "It fits.")),
    ("large",),
)  # fmt: skip


@pytest.mark.parametrize("shown", [repr(Questions((HAT,))), Questions((HAT,))._repr_markdown_()])
def test_a_question_is_shown_with_the_words_to_write_down(shown: str) -> None:
    for words in ("hat", "Which hat?", "small", "The small one.", "large", "The large one."):
        assert words in shown


@pytest.mark.parametrize("shown", [repr(Questions((HAT,))), Questions((HAT,))._repr_markdown_()])
def test_why_an_option_holds_or_not_is_not_shown(shown: str) -> None:
    assert "slips" not in shown
    assert "fits" not in shown


def test_an_exercise_without_decisions_has_no_questions() -> None:
    assert questions("databases").decisions == ()
