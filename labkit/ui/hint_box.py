"""Hints for the bugs that got away: pick one by its symptom, open one step at a time."""

from html import escape
from typing import Any, Protocol

import ipywidgets as widgets

STEPS = 3
_HEADING = '<div class="labkit-heading" role="heading" aria-level="3">Hints, one at a time</div>'


class Hints(Protocol):
    """What remembers and gives hints: `labkit.grading`."""

    def hint(self, exercise: str, bug_id: str, step: int) -> str:
        """One hint, of step 1 to 3."""

    def next_hint(self, exercise: str, bug_id: str) -> str:
        """The first hint that is not opened yet; it is remembered as opened."""

    def opened(self, exercise: str, bug_id: str) -> int:
        """How many hints of a bug are opened."""

    def section(self, exercise: str, bug_id: str) -> str:
        """The heading of the lesson to read again for a bug."""


def grading_hints() -> Hints:
    """The hints of labkit's own exercises."""
    from labkit.grading import hints

    return hints


def uncaught(result: dict[str, Any]) -> list[tuple[str, str]]:
    """The bugs of a report (as JSON) that no test caught, as (symptom, id)."""
    bugs = (v for v in result["variants"] if v["kind"] == "bug")
    return [(bug["symptom"], bug["id"]) for bug in bugs if bug["verdict"] != "failed"]


class HintBox:
    """A list of symptoms, the hints opened so far, and a button for the next one.

    Args:
        exercise: the exercise's name.
        hints: gives the hints and remembers, from one session to the next, which are open.
    """

    def __init__(self, exercise: str, hints: Hints) -> None:
        self._exercise, self._hints = exercise, hints
        self.choice = widgets.Dropdown(
            description="Bug", tooltip="A bug that got away, by its symptom",
            layout=widgets.Layout(width="auto", flex="1 1 320px"),
        )  # fmt: skip
        self.next_button = widgets.Button(
            icon="lightbulb-o",
            tooltip="Open the next hint for the chosen bug",
            layout=widgets.Layout(width="170px"),
        )
        self.section, self.text = widgets.HTML(), widgets.HTML()
        self.widget = self._layout()
        self.choice.observe(lambda _: self._show(), names="value")
        self.next_button.on_click(lambda _: self.open_next())
        self._show()

    def _layout(self) -> widgets.VBox:
        row = widgets.HBox([self.choice, self.next_button])
        row.add_class("labkit-row")
        heading = widgets.HTML(
            '<div class="labkit-heading" role="heading" aria-level="3">Hints, one at a time</div>'
        )
        box = widgets.VBox([heading, row, self.section, self.text])
        box.add_class("labkit-hints")
        box.layout.display = "none"
        return box

    def offer(self, bugs: list[tuple[str, str]]) -> None:
        """Offer hints for ``bugs``, given as (symptom, id); none hides the box."""
        chosen = self.choice.value
        self.choice.options = bugs
        ids = [bug for _, bug in bugs]
        self.choice.value = chosen if chosen in ids else next(iter(ids), None)
        self.widget.layout.display = "" if bugs else "none"
        self._show()

    def open_next(self) -> None:
        """Open one more hint for the chosen bug."""
        if self.choice.value:
            self._hints.next_hint(self._exercise, self.choice.value)
        self._show()

    def _show(self) -> None:
        bug = self.choice.value
        count = self._hints.opened(self._exercise, bug) if bug else 0
        section = self._hints.section(self._exercise, bug) if bug else ""
        self.section.value = f"In the lesson: <b>{escape(section)}</b>" if section else ""
        hints = [self._hints.hint(self._exercise, bug, step + 1) for step in range(count)]
        self.next_button.disabled = count >= STEPS
        self.next_button.description = (
            f"Next hint ({count + 1} of {STEPS})"
            if count < STEPS
            else f"All {STEPS} hints are open"
        )
        items = "".join(f"<li>{escape(hint)}</li>" for hint in hints)
        self.text.value = f'<ol role="status">{items}</ol>' if items else ""
