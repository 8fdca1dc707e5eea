"""The self-check: the questions of one chapter, one at a time, with a reason for every answer."""

from collections.abc import Sequence
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any, Protocol

import ipywidgets as widgets

from labkit.ui.quiz_html import (
    Question,
    asked_html,
    page_html,
    page_text,
    plain,
    result_html,
    score_html,
)
from labkit.ui.quiz_memory import AnswersOnDisk
from labkit.ui.sentences import in_one_sentence

_CHOOSE = '<span role="alert">Choose an answer first.</span>'


class Chapter(Protocol):
    """A chapter's questions, as `labkit.lessons.review.chapter` reads them."""

    @property
    def name(self) -> str:
        """The chapter's name."""

    @property
    def number(self) -> str:
        """Its number; empty for questions about all chapters."""

    @property
    def title(self) -> str:
        """What it is about."""

    @property
    def questions(self) -> Sequence[Question]:
        """Its questions."""


class Memory(Protocol):
    """Remembers the last answer to each question."""

    def answer(self, chapter: str, question: str) -> str:
        """The id of the option that was checked last; empty when none was."""

    def keep(self, chapter: str, question: str, option: str) -> None:
        """Remember an answer."""


class Quiz:
    """One question at a time: choose, check, read why, go on.

    Args:
        chapter: whose questions.
        memory: keeps the answers from one session to the next; a file, if not told otherwise.
    """

    def __init__(self, chapter: Chapter, memory: Memory | None = None) -> None:
        self._chapter = chapter
        self._memory = AnswersOnDisk() if memory is None else memory
        self._title = f"{chapter.number}. {chapter.title}".removeprefix(". ")
        self.at = 0
        # One layout for all: a page with many of these is stored with the layout of each widget.
        self._layout = widgets.Layout()
        self.asked, self.result, self.score = self._html(), self._html(), self._html()
        self.choice = widgets.RadioButtons(options=[], layout=self._layout)
        self.check_button = self._button("Check answer", "check", "Say whether the answer holds")
        self.check_button.button_style = "primary"
        self.back_button = self._button("Back", "chevron-left", "Go to the question before")
        self.next_button = self._button("Next question", "chevron-right", "Go to the next question")
        self.check_button.on_click(lambda _: self.check())
        self.back_button.on_click(lambda _: self.go(self.at - 1))
        self.next_button.on_click(lambda _: self.go(self.at + 1))
        self.choice.observe(lambda _: self._forget_result(), names="value")
        self.widget = self._put_together()
        self.go(0)

    def _html(self, text: str = "") -> widgets.HTML:
        return widgets.HTML(text, layout=self._layout)

    def _button(self, name: str, icon: str, tooltip: str) -> widgets.Button:
        return widgets.Button(description=name, icon=icon, tooltip=tooltip, layout=self._layout)

    def _put_together(self) -> widgets.VBox:
        title = f"Self-check: {escape(self._title)}"
        heading = f'<div class="labkit-heading" role="heading" aria-level="3">{title}</div>'
        buttons = [self.check_button, self.back_button, self.next_button]
        row = widgets.HBox([*buttons, self.score], layout=self._layout)
        row.add_class("labkit-row")
        parts = [self._html(_style() + heading), self.asked, self.choice, row, self.result]
        box = widgets.VBox(parts, layout=self._layout)
        for name in ("labkit-panel", "labkit-quiz"):
            box.add_class(name)
        return box

    @property
    def question(self) -> Question:
        """The question that is shown."""
        return self._chapter.questions[self.at]

    def go(self, number: int) -> None:
        """Show a question, by its index from 0, with the answer that was checked last."""
        count = len(self._chapter.questions)
        self.at = max(0, min(number, count - 1))
        question, kept = self.question, self._kept(self.question)
        self.asked.value = asked_html(question, self.at + 1, count, kept)
        self.choice.options = [(plain(each.text), each.id) for each in question.options]
        self.choice.value = kept or None
        self.result.value = result_html(question, kept) if kept else ""
        self.back_button.disabled = self.at == 0
        self.next_button.disabled = self.at == count - 1
        self._count()

    def check(self) -> None:
        """Say whether the chosen answer holds and why, and remember it."""
        if self.choice.value is None:
            self.result.value = _CHOOSE
            return
        self._memory.keep(self._chapter.name, self.question.id, self.choice.value)
        self.result.value = result_html(self.question, self.choice.value)
        self._count()

    def _forget_result(self) -> None:
        """Another answer is chosen: what was said of the last one is about something else."""
        self.result.value = ""

    def _kept(self, question: Question) -> str:
        """The remembered answer, if the question still has that option."""
        kept = self._memory.answer(self._chapter.name, question.id)
        return kept if kept in [each.id for each in question.options] else ""

    def _count(self) -> None:
        kept = [(self._kept(each), each.right) for each in self._chapter.questions]
        right = sum(answer == wanted for answer, wanted in kept)
        answered = sum(bool(answer) for answer, _ in kept)
        self.score.value = score_html(right, answered, len(kept))

    def __repr__(self) -> str:
        return page_text(self._title, self._chapter.questions)

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        """The live questions; where there is no kernel, a page to read, the same each time."""
        bundle: dict[str, Any] = self.widget._repr_mimebundle_(**kwargs)
        page = page_html(self._title, self._chapter.questions)
        return {**bundle, "text/plain": repr(self), "text/html": page}


@in_one_sentence
def quiz(chapter: str) -> Quiz:
    """The self-check of a chapter.

    Args:
        chapter: its name, for example ``"databases"``; ``"practice"`` for all chapters.

    Raises:
        LabError: when there are no questions of that name, or their file has a mistake.
    """
    from labkit.lessons import review

    return Quiz(review.chapter(chapter))


@cache
def _style() -> str:
    """The style sheets as an element: the panel's, and the self-check's own."""
    folder = files("labkit.ui")
    css = [folder.joinpath(n).read_text(encoding="utf-8") for n in ("style.css", "quiz.css")]
    return f"<style>{''.join(css)}</style>"
