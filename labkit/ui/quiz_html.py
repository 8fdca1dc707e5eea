"""Questions to check oneself as HTML: one while it is answered, and all of them to read."""

import re
from collections.abc import Sequence
from html import escape
from typing import Protocol

_UNHIDE = (
    '<img alt="" hidden onload="this.parentNode.hidden = false" '
    'src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEAAAAALAAAAAABAAEAAAIBAAA=">'
)
"""Shows the form where scripts may run, and only there."""

_CLICK_ITS_TWIN = (
    "this.closest('.labkit-quiz').querySelectorAll('.widget-radio input')[this.value].click()"
)


class Option(Protocol):
    """One possible answer."""

    @property
    def id(self) -> str:
        """Under which it is remembered."""

    @property
    def text(self) -> str:
        """What it says."""

    @property
    def why(self) -> str:
        """Why it holds, or why it does not."""


class Question(Protocol):
    """One question with its options, of which one is right."""

    @property
    def id(self) -> str:
        """Under which the answer is remembered."""

    @property
    def question(self) -> str:
        """What is asked."""

    @property
    def options(self) -> Sequence[Option]:
        """What there is to choose from."""

    @property
    def right(self) -> str:
        """The id of the option that holds."""

    @property
    def read(self) -> str:
        """Where it is taught: a notebook, and after a colon a heading in it."""


def inline(text: str) -> str:
    """A text as HTML: what stands between backquotes as code, and between stars slanted."""
    coded = re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text, quote=False))
    return re.sub(r"\*(\w[^*<]*)\*", r"<em>\1</em>", coded)


def plain(text: str) -> str:
    """A text for places that show no code: without the backquotes."""
    return text.replace("`", "")


def asked_html(question: Question, number: int, count: int, chosen: str) -> str:
    """The question with its options as a form; which one it is is read out when it changes.

    The radio buttons of ipywidgets have neither a group nor a name, so arrow keys and screen
    readers cannot use them. These here have both, and click those, which are hidden then; where a
    page forbids scripts, the form stays hidden and those are shown.

    Args:
        question: what to ask.
        number: which one it is, from 1.
        count: of how many.
        chosen: the id of the option that is chosen already; empty for none.
    """
    asked = inline(question.question)
    options = "".join(
        f"<label>{_radio(number, at, each.id == chosen)} <span>{inline(each.text)}</span></label>"
        for at, each in enumerate(question.options)
    )
    return (
        '<form onsubmit="return false">'
        f'<div role="status" class="labkit-count">Question {number} of {count}</div>'
        f"<fieldset hidden>{_UNHIDE}<legend>{asked}</legend>{options}</fieldset>"
        f'<p class="labkit-unscripted">{asked}</p></form>'
    )


def result_html(question: Question, chosen: str) -> str:
    """Whether an answer holds, why, and where to read again; read out when it appears."""
    option = next(each for each in question.options if each.id == chosen)
    if chosen != question.right:
        said = f'<b class="labkit-failed">✘ This one does not hold.</b> {inline(option.why)}'
        return f'<div role="status"><p>{said}</p><p>{again_html(question.read)}</p></div>'
    others = "".join(
        f"<dt>✘ {inline(each.text)}</dt><dd>{inline(each.why)}</dd>"
        for each in question.options
        if each.id != chosen
    )
    said = f'<b class="labkit-passed">✔ Right.</b> {inline(option.why)}'
    return (
        f'<div role="status"><p>{said}</p></div>'
        f"<details><summary>Why the others do not hold</summary><dl>{others}</dl></details>"
    )


def again_html(read: str) -> str:
    """Where to read again."""
    notebook, _, heading = read.partition(": ")
    where = f", <b>{escape(heading)}</b>" if heading else ""
    return f"Read again: <code>{escape(notebook)}</code>{where}. Then choose another answer."


def score_html(right: int, answered: int, count: int) -> str:
    """How far somebody is with the questions of a chapter."""
    done = " All of them hold." if right == count else ""
    return f'<span role="status">{answered} of {count} answered, {right} right.{done}</span>'


def page_html(title: str, questions: Sequence[Question]) -> str:
    """All questions to read where no kernel runs; each answer opens with a click."""
    items = "".join(map(_item, questions))
    head = f"<b>Self-check: {escape(title)}</b>. Run this cell to answer one question at a time."
    return f"<div><p>{head}</p><ol>{items}</ol></div>"


def page_text(title: str, questions: Sequence[Question]) -> str:
    """All questions and options as plain text, without the answers."""
    lines = [f"Self-check: {title}"]
    for number, question in enumerate(questions, start=1):
        lines += ["", f"{number}. {question.question}"]
        lines += [
            f"   {letter}) {option.text}"
            for letter, option in zip("abcde", question.options, strict=False)
        ]
    return "\n".join(lines)


def _radio(number: int, at: int, checked: bool) -> str:
    mark = " checked" if checked else ""
    name = f'name="question-{number}" value="{at}"{mark}'
    # Without this JupyterLab takes the arrow keys away, to go to the next cell.
    keys = 'data-lm-suppress-shortcuts="true"'
    return f'<input type="radio" {name} {keys} onchange="{_CLICK_ITS_TWIN}">'


def _item(question: Question) -> str:
    options = "".join(f"<li>{inline(each.text)}</li>" for each in question.options)
    reasons = "".join(
        f"<li>{'✔' if each.id == question.right else '✘'} {inline(each.text)}"
        f"<br>{inline(each.why)}</li>"
        for each in question.options
    )
    return (
        f"<li><p>{inline(question.question)}</p><ul>{options}</ul>"
        f"<details><summary>Answer, and why</summary><ul>{reasons}</ul></details></li>"
    )
