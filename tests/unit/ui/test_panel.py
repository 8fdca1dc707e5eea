"""The Check button's panel, driven as its buttons drive it."""

import threading
from pathlib import Path
from typing import Any

import pytest

from labkit.errors import LabError
from labkit.ui.panel import CheckPanel
from labkit.ui.suites import Suites

from .conftest import BUGS, FakeGrading, FakeHints, FakeReport


def panel_for(grading: FakeGrading, folder: Path, source: str = "suite = 1\n") -> CheckPanel:
    """A panel for the exercise `databases` whose last suite is ``source``."""
    suites = Suites(folder)
    if source:
        suites.keep("databases", source)
    return CheckPanel("databases", suites, grading.check, FakeHints())


def checked(panel: CheckPanel) -> CheckPanel:
    """Click Check and wait for the end."""
    panel.check_button.click()
    assert panel.wait(10)
    return panel


def test_a_click_grades_the_latest_suite(tmp_path: Path) -> None:
    grading = FakeGrading()
    checked(panel_for(grading, tmp_path, "latest = 1\n"))
    assert grading.graded == [("databases", "latest = 1\n")]


def test_the_report_appears_with_a_summary_in_words(tmp_path: Path) -> None:
    panel = checked(panel_for(FakeGrading(), tmp_path))
    assert "<b>40</b> of 100 points" in panel.marks.value
    assert "A rename is lost" in panel.away.value
    assert "Names are cut" in panel.well.value
    assert "40 of 100 points. 2 bugs got away." in panel.message.value


def test_full_marks_are_said_in_words(tmp_path: Path) -> None:
    full = FakeReport(points=100, full_marks=True, variants=[BUGS[2]])
    panel = checked(panel_for(FakeGrading(outcome=full), tmp_path))
    assert "100 of 100 points. Every bug is caught." in panel.message.value


def test_full_marks_for_decisions_alone_speak_of_no_bug(tmp_path: Path) -> None:
    full = FakeReport(points=100, full_marks=True, variants=[])
    panel = checked(panel_for(FakeGrading(outcome=full), tmp_path))
    assert "100 of 100 points. Every decision is right." in panel.message.value


def test_while_it_runs_only_stop_can_be_pressed_and_progress_is_told(tmp_path: Path) -> None:
    grading = FakeGrading(steps=2)
    panel = panel_for(grading, tmp_path)
    panel.check_button.click()
    grading.step()
    assert panel.check_button.disabled
    assert not panel.stop_button.disabled
    assert (panel.bar.value, panel.bar.max, panel.bar.layout.display) == (1, 2, "")
    assert "1 of 2: variant &lt;1&gt;" in panel.message.value
    grading.step()
    assert panel.wait(10)
    assert not panel.check_button.disabled
    assert panel.stop_button.disabled
    assert panel.bar.layout.display == "none"


def test_bad_news_shows_at_once_and_goes_when_the_report_comes(tmp_path: Path) -> None:
    grading = FakeGrading(steps=3, news="test_x refuses <it>.")
    panel = panel_for(grading, tmp_path)
    panel.check_button.click()
    grading.step()
    assert panel.news.value == ""
    grading.step()
    assert "test_x refuses &lt;it&gt;." in panel.news.value
    assert panel.check_button.disabled
    grading.step()
    assert panel.wait(10)
    assert panel.news.value == ""


def test_what_there_is_to_know_of_how_long_it_takes_shows_while_it_runs(tmp_path: Path) -> None:
    grading = FakeGrading(steps=2, aside="Docker needs <seconds>.")
    panel = panel_for(grading, tmp_path)
    panel.check_button.click()
    grading.step()
    assert "Docker needs &lt;seconds&gt;." in panel.aside.value
    grading.step()
    assert panel.wait(10)
    assert panel.aside.value == ""


def test_what_was_not_run_again_is_said(tmp_path: Path) -> None:
    again = FakeReport(reused="19 tests are as they were.")
    panel = checked(panel_for(FakeGrading(outcome=again), tmp_path))
    assert "2 bugs got away. 19 tests are as they were." in panel.message.value


def test_the_panel_grades_with_a_memory_that_it_keeps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memories = []

    def check(*_: Any, memory: Any, **__: Any) -> FakeReport:
        memories.append(memory)
        return FakeReport()

    monkeypatch.setattr("labkit.grading.check", check, raising=False)
    suites = Suites(tmp_path)
    suites.keep("databases", "suite = 1\n")
    for _ in range(2):
        panel = CheckPanel("databases", suites, hints=FakeHints())
        checked(checked(panel))
    assert memories[0] is memories[1]
    assert memories[2] is memories[3]
    assert memories[0] is not memories[2]


def test_a_second_click_does_not_start_a_second_check(tmp_path: Path) -> None:
    grading = FakeGrading(steps=1)
    panel = panel_for(grading, tmp_path)
    panel.check_button.click()
    panel.check_button.click()
    grading.step()
    assert panel.wait(10)
    assert len(grading.graded) == 1


def test_stop_ends_the_check_and_the_next_one_works(tmp_path: Path) -> None:
    grading = FakeGrading(steps=2)
    panel = panel_for(grading, tmp_path)
    panel.check_button.click()
    panel.stop_button.click()
    grading.release()
    assert panel.wait(10)
    assert "Stopped. Nothing was graded" in panel.message.value
    assert not panel.check_button.disabled
    grading.steps = 0
    assert "<b>40</b> of 100" in checked(panel).marks.value


def test_stop_counts_also_when_no_progress_comes_any_more(tmp_path: Path) -> None:
    go = threading.Event()
    grading = FakeGrading()
    grading.check = lambda *_, **__: go.wait(10) and FakeReport()  # type: ignore[method-assign]
    panel = panel_for(grading, tmp_path)
    panel.check_button.click()
    panel.stop_button.click()
    go.set()
    assert panel.wait(10)
    assert "Stopped" in panel.message.value
    assert panel.marks.value == ""


def test_stop_after_the_end_changes_nothing(tmp_path: Path) -> None:
    panel = checked(panel_for(FakeGrading(), tmp_path))
    panel.stop_button.click()
    assert "40 of 100 points" in panel.message.value


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        (
            LabError("No server answers; run labkit doctor."),
            "No server answers; run labkit doctor.",
        ),
        (ZeroDivisionError("oh"), "The check broke off (ZeroDivisionError: oh)."),
    ],
)
def test_a_check_that_breaks_off_says_so_and_frees_the_button(
    tmp_path: Path, outcome: Exception, sentence: str
) -> None:
    panel = checked(panel_for(FakeGrading(outcome=outcome), tmp_path))
    assert sentence in panel.message.value
    assert not panel.check_button.disabled


def test_without_a_suite_the_panel_says_what_to_run(tmp_path: Path) -> None:
    grading = FakeGrading()
    panel = checked(panel_for(grading, tmp_path, source=""))
    assert "%%suite databases" in panel.message.value
    assert grading.graded == []


def test_what_stored_notebooks_and_nbval_see_is_always_the_same(tmp_path: Path) -> None:
    fresh, used = panel_for(FakeGrading(), tmp_path), panel_for(FakeGrading(), tmp_path)
    checked(used)
    widget = "application/vnd.jupyter.widget-view+json"
    bundles: list[dict[str, Any]] = [p._repr_mimebundle_() for p in (fresh, used)]
    assert all(bundle.pop(widget) for bundle in bundles)
    text = "Check button for the exercise 'databases': run this cell to use it."
    assert bundles == [{"text/plain": text}] * 2


def test_controls_have_words_for_those_who_cannot_see_them(tmp_path: Path) -> None:
    panel = panel_for(FakeGrading(), tmp_path)
    controls = [panel.check_button, panel.stop_button, panel.hints.next_button, panel.hints.choice]
    assert all(control.description and control.tooltip for control in controls)


def test_bugs_that_got_away_are_offered_for_hints(tmp_path: Path) -> None:
    panel = checked(panel_for(FakeGrading(), tmp_path))
    assert panel.hints.choice.options == (
        ("A rename is lost", "b1"),
        ("Deleted users return", "b2"),
    )
