"""Hints: one step at a time, for the bugs that got away."""

from labkit.ui.hint_box import HintBox

from .conftest import FakeHints


def box(memory: FakeHints | None = None) -> HintBox:
    """A box that offers two bugs."""
    hints = HintBox("databases", memory or FakeHints())
    hints.offer([("A rename is lost", "rename"), ("Deleted users return", "delete")])
    return hints


def test_nothing_is_given_away_before_it_is_asked_for() -> None:
    hints = box()
    assert hints.text.value == ""
    assert hints.next_button.description == "Next hint (1 of 3)"


def test_each_click_opens_one_more_hint() -> None:
    hints = box()
    hints.next_button.click()
    assert "hint &lt;1&gt; of rename" in hints.text.value
    assert "&lt;2&gt;" not in hints.text.value
    hints.next_button.click()
    assert hints.text.value.count("<li>") == 2


def test_after_the_last_hint_the_button_rests() -> None:
    hints = box()
    for _ in range(3):
        hints.next_button.click()
    assert hints.next_button.disabled
    assert hints.next_button.description == "All 3 hints are open"


def test_opened_hints_are_kept_per_bug() -> None:
    hints = box()
    hints.next_button.click()
    hints.choice.value = "delete"
    assert hints.text.value == ""
    hints.choice.value = "rename"
    assert "hint &lt;1&gt; of rename" in hints.text.value


def test_hints_opened_in_an_earlier_session_are_there_again() -> None:
    memory = FakeHints()
    box(memory).next_button.click()
    assert "hint &lt;1&gt; of rename" in box(memory).text.value


def test_a_new_report_keeps_the_chosen_bug_if_it_still_gets_away() -> None:
    hints = box()
    hints.choice.value = "delete"
    hints.offer([("Names are cut", "cut"), ("Deleted users return", "delete")])
    assert hints.choice.value == "delete"


def test_no_bug_left_no_hints_shown() -> None:
    hints = box()
    assert hints.widget.layout.display == ""
    hints.offer([])
    assert hints.widget.layout.display == "none"


def test_the_section_of_the_lesson_is_named_for_the_chosen_bug() -> None:
    hints = box()
    assert "In the lesson: <b>All about &lt;rename&gt;</b>" in hints.section.value
    hints.choice.value = "delete"
    assert "&lt;delete&gt;" in hints.section.value
    hints.offer([])
    assert hints.section.value == ""
