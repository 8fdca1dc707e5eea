"""The self-check as a learner without a mouse uses it: JupyterLab in a real browser."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import ROOT, Start
from tests.browser.waiting import DEADLINE_SECONDS

pytestmark = pytest.mark.browser

NAME = "10_review.ipynb"
MILLISECONDS = DEADLINE_SECONDS * 1000
FOCUSED = "document.activeElement.closest('label, button')?.innerText.trim()"


@pytest.fixture
def lesson() -> dict[str, Any]:
    """The lesson's first self-check, not yet run."""
    notebook: dict[str, Any] = json.loads((ROOT / "notebooks" / NAME).read_text(encoding="utf-8"))
    cells = {cell["id"]: cell for cell in notebook["cells"]}
    notebook["cells"] = [cells[name] for name in ("load", "quiz-practice")]
    notebook["metadata"].pop("widgets", None)
    for cell in notebook["cells"]:
        cell["outputs"], cell["execution_count"] = [], None
    return notebook


def says(quiz: Any, words: str) -> None:
    """Wait until something that is read out contains the words."""
    quiz.get_by_role("status").filter(has_text=words).first.wait_for(timeout=MILLISECONDS)


def press_tab_until(page: Any, words: str) -> None:
    """Go on with Tab to the control with these words; what has the focus must be seen."""
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == words:
            return
    raise AssertionError(f"Tab does not come to {words!r} but ends at {page.evaluate(FOCUSED)!r}.")


def test_a_question_is_answered_by_keyboard_alone(
    start_jupyterlab: Start, lesson: dict[str, Any], screenshots: Path, page: Any
) -> None:
    jupyter = start_jupyterlab(lesson, name=NAME)
    jupyter.run_all(page, NAME)
    quiz = page.locator(".labkit-quiz")
    question = quiz.get_by_role("group", name="Eight components were joined on one day")
    question.wait_for(timeout=MILLISECONDS)
    says(quiz, "Question 1 of 5")
    options = question.get_by_role("radio")
    assert (options.count(), quiz.get_by_role("radio").count()) == (4, 4)

    options.first.focus()
    page.keyboard.press("Space")
    press_tab_until(page, "Check answer")
    page.keyboard.press("Enter")
    says(quiz, "✘ This one does not hold.")
    says(quiz, "1 of 5 answered, 0 right.")
    quiz.screenshot(path=screenshots / "quiz_wrong.png")

    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowDown")
    assert options.nth(1).is_checked()
    outline = "getComputedStyle(document.activeElement.closest('label')).outlineStyle"
    assert page.evaluate(outline) == "solid"
    press_tab_until(page, "Check answer")
    page.keyboard.press("Enter")
    says(quiz, "✔ Right.")
    says(quiz, "1 of 5 answered, 1 right.")
    quiz.screenshot(path=screenshots / "quiz_right.png")

    press_tab_until(page, "Next question")
    page.keyboard.press("Enter")
    says(quiz, "Question 2 of 5")
    assert quiz.get_by_role("radio", checked=True).count() == 0

    # Where a page forbids scripts, the form is not shown: then the radio buttons of ipywidgets are.
    quiz.locator("fieldset").evaluate("form => form.hidden = true")
    assert quiz.get_by_role("radio").count() == 4
    assert quiz.locator("p").get_by_text("A shop's tests run on SQLite").is_visible()
