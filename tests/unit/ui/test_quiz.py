"""The self-check: choosing, checking, going on, remembering; and a page where nothing runs."""

import re
from dataclasses import dataclass

import pytest

from labkit.errors import LabError
from labkit.ui.quiz import Quiz, quiz


@dataclass
class FakeOption:
    """One possible answer."""

    id: str
    text: str
    why: str


@dataclass
class FakeQuestion:
    """A question with its options."""

    id: str
    question: str
    right: str
    options: tuple[FakeOption, ...]
    read: str = "notebooks/hats.ipynb: Sizes & co"


HAT = FakeQuestion(
    "hat", "Which <hat>?", "large",
    (
        FakeOption("small", "The `small` one.", "It slips & falls."),
        FakeOption("large", "The large one.", "It *fits*."),
    ),
)  # fmt: skip
BOX = FakeQuestion(
    "box", "Which box?", "red",
    (FakeOption("red", "The red one.", "It is dry."), FakeOption("blue", "Blue.", "It leaks.")),
)  # fmt: skip


@dataclass
class FakeChapter:
    """Two questions."""

    name: str = "hats"
    number: str = "3"
    title: str = "Hats <and> boxes"
    questions: tuple[FakeQuestion, ...] = (HAT, BOX)


class FakeMemory(dict[tuple[str, str], str]):
    """Remembers in memory."""

    def answer(self, chapter: str, question: str) -> str:
        return self.get((chapter, question), "")

    def keep(self, chapter: str, question: str, option: str) -> None:
        self[chapter, question] = option


@pytest.fixture
def memory() -> FakeMemory:
    return FakeMemory()


@pytest.fixture
def hats(memory: FakeMemory) -> Quiz:
    return Quiz(FakeChapter(), memory)


def words(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def test_it_begins_with_the_first_question_and_no_answer(hats: Quiz) -> None:
    assert "Question 1 of 2" in hats.asked.value
    assert hats.choice.value is None
    assert hats.result.value == ""
    assert (hats.back_button.disabled, hats.next_button.disabled) == (True, False)
    assert words(hats.score.value) == "0 of 2 answered, 0 right."


def test_the_options_are_a_group_of_radio_buttons_named_by_the_question(hats: Quiz) -> None:
    asked = hats.asked.value
    assert "<legend>Which &lt;hat&gt;?</legend>" in asked
    assert len(re.findall(r'<label><input type="radio" name="question-1"', asked)) == 2
    assert " checked" not in asked
    assert "The <code>small</code> one." in asked
    assert hats.choice.options == (("The small one.", "small"), ("The large one.", "large"))


def test_a_wrong_answer_is_told_why_and_where_to_read(hats: Quiz) -> None:
    hats.choice.value = "small"
    assert hats.result.value == ""
    hats.check_button.click()
    result = hats.result.value
    assert result.startswith('<div role="status">')
    assert "✘ This one does not hold. It slips &amp; falls." in words(result)
    assert "notebooks/hats.ipynb</code>, <b>Sizes &amp; co</b>" in result
    assert "fits" not in result
    assert words(hats.score.value) == "1 of 2 answered, 0 right."


def test_a_right_answer_is_told_why_and_why_the_others_do_not_hold(hats: Quiz) -> None:
    hats.choice.value = "large"
    hats.check_button.click()
    assert "✔ Right. It fits." in words(hats.result.value)
    assert "It slips &amp; falls." in hats.result.value
    assert words(hats.score.value) == "1 of 2 answered, 1 right."


def test_without_a_choice_nothing_is_checked(hats: Quiz, memory: FakeMemory) -> None:
    hats.check_button.click()
    assert words(hats.result.value) == "Choose an answer first."
    assert memory == {}


def test_another_choice_takes_the_last_result_away(hats: Quiz) -> None:
    hats.choice.value = "small"
    hats.check_button.click()
    hats.choice.value = "large"
    assert hats.result.value == ""


def test_next_and_back_go_one_question_and_keep_what_was_checked(hats: Quiz) -> None:
    hats.choice.value = "large"
    hats.check_button.click()
    hats.next_button.click()
    assert "Question 2 of 2" in hats.asked.value
    assert (hats.choice.value, hats.result.value) == (None, "")
    assert hats.next_button.disabled
    hats.back_button.click()
    assert hats.choice.value == "large"
    assert "Right." in hats.result.value
    assert re.findall(r'value="(\d)" checked', hats.asked.value) == ["1"]


def test_all_answers_right_is_said(hats: Quiz) -> None:
    for answer in ("large", "red"):
        hats.choice.value = answer
        hats.check_button.click()
        hats.next_button.click()
    assert words(hats.score.value) == "2 of 2 answered, 2 right. All of them hold."


def test_answers_of_an_earlier_session_are_there_again(memory: FakeMemory) -> None:
    memory["hats", "hat"] = "small"
    assert Quiz(FakeChapter(), memory).choice.value == "small"


def test_an_answer_that_is_no_option_any_more_is_forgotten(memory: FakeMemory) -> None:
    memory["hats", "hat"] = "medium"
    again = Quiz(FakeChapter(), memory)
    assert again.choice.value is None
    assert words(again.score.value) == "0 of 2 answered, 0 right."


def test_where_nothing_runs_there_is_a_page_that_answers_do_not_change(hats: Quiz) -> None:
    before = hats._repr_mimebundle_()
    hats.choice.value = "large"
    hats.check_button.click()
    after = hats._repr_mimebundle_()
    for mime in ("text/plain", "text/html"):
        assert after[mime] == before[mime]
    assert before["text/html"].count("<details><summary>") == 2
    assert "✔ The large one.<br>It <em>fits</em>." in before["text/html"]
    assert "Hats &lt;and&gt; boxes" in before["text/html"]


def test_the_text_asks_and_does_not_answer(hats: Quiz) -> None:
    assert repr(hats).splitlines() == [
        "Self-check: 3. Hats <and> boxes",
        "",
        "1. Which <hat>?",
        "   a) The `small` one.",
        "   b) The large one.",
        "",
        "2. Which box?",
        "   a) The red one.",
        "   b) Blue.",
    ]


def test_an_unknown_chapter_is_one_sentence() -> None:
    with pytest.raises(LabError, match="There are no questions for 'hats'"):
        quiz("hats")
