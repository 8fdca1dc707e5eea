"""What labkit shows in a notebook: the ``%%suite`` magic, reports, and the Check button.

>>> %load_ext labkit               # doctest: +SKIP
>>> labkit.check("databases")      # doctest: +SKIP
"""

from typing import TYPE_CHECKING

from labkit.ui.extension import load, unload
from labkit.ui.sentences import in_one_sentence
from labkit.ui.suites import kept_suites

if TYPE_CHECKING:
    from labkit.ui.panel import CheckPanel
    from labkit.ui.views import ReportView

__all__ = ["check", "check_button", "load", "unload"]


@in_one_sentence
def check(exercise: str) -> "ReportView":
    """Grade the suite that the last ``%%suite EXERCISE`` cell kept.

    Nothing is shown while it runs, so that the stored output is the same each time;
    `check_button` shows progress.

    Raises:
        LabError: when there is no such exercise, or no suite of it has been run yet.
    """
    from labkit import grading
    from labkit.ui.exercises import known
    from labkit.ui.views import ReportView

    source = kept_suites.latest(known(exercise))
    return ReportView(grading.check(exercise, source))


@in_one_sentence
def check_button(exercise: str) -> "CheckPanel":
    """A panel with a Check button that grades the last suite of ``exercise`` while you watch.

    Raises:
        LabError: when there is no such exercise.
    """
    from labkit.ui.exercises import known
    from labkit.ui.panel import CheckPanel

    return CheckPanel(known(exercise))
