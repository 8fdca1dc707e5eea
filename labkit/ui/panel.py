"""The Check button: a panel that grades the last suite, shows the report, and gives hints."""

import threading
from collections.abc import Callable
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

import ipywidgets as widgets

from labkit.errors import LabError
from labkit.ui.attempt import Attempt, Grade
from labkit.ui.grader import remembering
from labkit.ui.hint_box import HintBox, Hints, grading_hints, uncaught
from labkit.ui.report_html import away_html, marks_html, well_html
from labkit.ui.suites import Suites, kept_suites


class CheckPanel:
    """A Check button with progress, a Stop button, the report, and hints on demand.

    Args:
        exercise: the exercise's name.
        suites: where the last suite is kept.
        grade: does the grading, as `labkit.grading.check`, which is the default, with a memory.
        hints: gives hints, as `labkit.grading`, which is the default.
    """

    def __init__(
        self,
        exercise: str,
        suites: Suites = kept_suites,
        grade: Grade | None = None,
        hints: Hints | None = None,
    ) -> None:
        self.exercise = exercise
        self._suites, self._grade = suites, grade or remembering()
        self._attempt: Attempt | None = None
        # Clicks come in the kernel's thread, progress and the end in the attempt's.
        self._changing = threading.RLock()
        self.check_button = _button("Check", "check", f"Grade my suite: {exercise}")
        self.check_button.button_style = "primary"
        self.stop_button = _button("Stop", "stop", "Stop the check that is running")
        self.bar = widgets.IntProgress(layout=widgets.Layout(width="180px", display="none"))
        self.message = widgets.HTML(_status(f"Ready to check your suite for <b>{exercise}</b>."))
        self.aside, self.news = widgets.HTML(), widgets.HTML()
        self.marks, self.away, self.well = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.hints = HintBox(exercise, hints or grading_hints())
        self.stop_button.disabled = True
        self.check_button.on_click(lambda _: self.check())
        self.stop_button.on_click(lambda _: self.stop())
        self.widget = self._layout()

    def _layout(self) -> widgets.VBox:
        row = widgets.HBox([self.check_button, self.stop_button, self.bar, self.message])
        row.add_class("labkit-row")
        report = [self.aside, self.news, self.marks, self.away, self.hints.widget, self.well]
        panel = widgets.VBox([widgets.HTML(_style()), row, *report])
        panel.add_class("labkit-panel")
        return panel

    def check(self) -> None:
        """Start a check of the last suite, unless one is running; returns at once."""
        if self.check_button.disabled:
            return
        try:
            source = self._suites.latest(self.exercise)
        except LabError as error:
            self._say(str(error))
            return
        self._show_running(True)
        self._attempt = Attempt(self._work(source), self._advance, self._end)
        self._attempt.start()

    def stop(self) -> None:
        """Ask the running check to end."""
        with self._changing:
            if self._attempt is None or self.stop_button.disabled:
                return
            self.stop_button.disabled = True
            self.message.value = _status("Stopping ...")
            self._attempt.stop()

    def wait(self, seconds: float) -> bool:
        """Wait up to ``seconds`` for the running check; return whether none runs any more."""
        attempt = self._attempt
        return attempt is None or attempt.wait(seconds)

    def _work(self, source: str) -> Callable[[Callable[[Any], None]], Any]:
        return lambda tell: self._grade(self.exercise, source, progress=tell)

    def _advance(self, progress: Any) -> None:
        self.bar.max, self.bar.value = max(progress.total, 1), progress.done
        words = f"{progress.done} of {progress.total}: {escape(progress.message)}"
        with self._changing:
            if not self.stop_button.disabled:
                self.message.value = _status(words)
                self.news.value = _alert(progress.news) if progress.news else ""
                self.aside.value = _status(escape(progress.aside)) if progress.aside else ""

    def _end(self, report: Any, sentence: str) -> None:
        with self._changing:
            try:
                if report is not None:
                    self._show(report.as_dict())
                    sentence = " ".join(filter(None, [_outcome(report), report.reused]))
                self._say(sentence)
            finally:
                self._show_running(False)

    def _show(self, result: dict[str, Any]) -> None:
        self.marks.value = marks_html(result)
        self.away.value, self.well.value = away_html(result), well_html(result)
        self.hints.offer(uncaught(result))

    def _show_running(self, running: bool) -> None:
        self.check_button.disabled, self.stop_button.disabled = running, not running
        self.bar.layout.display = "" if running else "none"
        self.aside.value = self.news.value = ""
        if running:
            self.bar.value = 0
            self.message.value = _status("Running your suite on the correct system ...")

    def _say(self, sentence: str) -> None:
        self.message.value = _alert(sentence)

    def __repr__(self) -> str:
        return f"Check button for the exercise {self.exercise!r}: run this cell to use it."

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        """The live panel; where there is no kernel, one line of text that never changes."""
        bundle: dict[str, Any] = self.widget._repr_mimebundle_(**kwargs)
        return {**bundle, "text/plain": repr(self)}


def _outcome(report: Any) -> str:
    result = report.as_dict()
    points = f"{result['points']} of {result['max_points']} points."
    if report.full_marks:
        bugs = any(variant["kind"] == "bug" for variant in result["variants"])
        return f"{points} Every {'bug is caught' if bugs else 'decision is right'}."
    away = len(uncaught(result))
    return f"{points} {away} {'bug' if away == 1 else 'bugs'} got away." if away else points


@cache
def _style() -> str:
    """The style sheet as an element, for the panel lives on a page that is not ours."""
    css = files("labkit.ui").joinpath("style.css").read_text(encoding="utf-8")
    return f"<style>{css}</style>"


def _button(name: str, icon: str, tooltip: str) -> widgets.Button:
    return widgets.Button(description=name, icon=icon, tooltip=tooltip)


def _alert(sentence: str) -> str:
    """A sentence that is read out when it appears, as the steps of the progress are not."""
    return f'<span role="alert">{escape(sentence)}</span>'


def _status(html: str) -> str:
    return f'<span role="status">{html}</span>'
