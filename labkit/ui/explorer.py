"""The strategy explorer: step through an order of integration and see where a mistake shows."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Protocol

import ipywidgets as widgets

from labkit.ui.explorer_html import Outcome, now_html, parts_html, steps_html


class Tries(Protocol):
    """Results of real runs, as `labkit.lessons.strategies.try_everything` returns them."""

    @property
    def strategies(self) -> Mapping[str, Sequence[Any]]:
        """The strategies and their steps."""

    @property
    def faults(self) -> Mapping[str, Any]:
        """The mistakes by name, each with a title; the first is none."""

    def walk(self, strategy: str, fault: str) -> Sequence[Outcome]:
        """The steps up to the first red one, with what came of each."""


class Explorer:
    """Choose a strategy and a mistake; step forward and back.

    Args:
        tries: the results of real runs.
        strategy: the strategy to begin with; empty for the first.
        fault: the mistake to begin with; empty for the first, which is none.
    """

    def __init__(self, tries: Tries, strategy: str = "", fault: str = "") -> None:
        self._tries = tries
        titles = [(each.title, name) for name, each in tries.faults.items()]
        self.strategy = _choice("Strategy", list(tries.strategies), strategy)
        self.fault = _choice("Broken", titles, fault)
        self.back_button = _button("Back", "chevron-left", "Go one step back")
        self.next_button = _button("Next step", "chevron-right", "Integrate one step further")
        self.next_button.button_style = "primary"
        self.now, self.parts, self.steps = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.at = 0
        self.back_button.on_click(lambda _: self._go(self.at - 1))
        self.next_button.on_click(lambda _: self._go(self.at + 1))
        for choice in (self.strategy, self.fault):
            choice.observe(lambda _: self._go(0), names="value")
        self.widget = self._layout()
        self._go(0)

    def _layout(self) -> widgets.VBox:
        rows = [
            widgets.HBox([self.strategy, self.fault]),
            widgets.HBox([self.back_button, self.next_button, self.now]),
        ]
        for row in rows:
            row.add_class("labkit-row")
        sides = widgets.HBox([self.parts, self.steps])
        sides.add_class("labkit-sides")
        box = widgets.VBox([widgets.HTML(_style()), *rows, sides])
        for name in ("labkit-panel", "labkit-explorer"):
            box.add_class(name)
        return box

    def _go(self, number: int) -> None:
        """Show a step, by its index from 0."""
        planned = self._tries.strategies[self.strategy.value]
        done = self._tries.walk(self.strategy.value, self.fault.value)
        self.at = max(0, min(number, len(done) - 1))
        self.back_button.disabled = self.at == 0
        self.next_button.disabled = self.at == len(done) - 1
        seen = done[: self.at + 1]
        self.now.value = now_html(seen, len(planned))
        self.parts.value = parts_html(seen[-1])
        self.steps.value = steps_html(planned, seen)

    def __repr__(self) -> str:
        return "Strategy explorer: run this cell to use it."

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        """The live explorer; where there is no kernel, one line of text that never changes."""
        bundle: dict[str, Any] = self.widget._repr_mimebundle_(**kwargs)
        return {**bundle, "text/plain": repr(self)}


def _choice(name: str, options: list[Any], chosen: str) -> widgets.Dropdown:
    choice = widgets.Dropdown(
        description=name, options=options, layout=widgets.Layout(width="auto", flex="0 1 auto")
    )
    if chosen:
        choice.value = chosen
    return choice


def _button(name: str, icon: str, tooltip: str) -> widgets.Button:
    return widgets.Button(description=name, icon=icon, tooltip=tooltip)


@cache
def _style() -> str:
    """The style sheets as an element: the panel's, and the explorer's own."""
    folder = files("labkit.ui")
    css = [folder.joinpath(n).read_text(encoding="utf-8") for n in ("style.css", "explorer.css")]
    return f"<style>{''.join(css)}</style>"
