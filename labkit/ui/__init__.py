"""What labkit shows in a notebook: the ``%%suite`` magic, reports, and the Check button.

>>> %load_ext labkit               # doctest: +SKIP
>>> labkit.check("databases")      # doctest: +SKIP
"""

from typing import TYPE_CHECKING

from labkit.ui.extension import load, unload
from labkit.ui.sentences import in_one_sentence
from labkit.ui.suites import kept_suites

if TYPE_CHECKING:
    from labkit.ui.certificates import Certificate
    from labkit.ui.panel import CheckPanel
    from labkit.ui.summit import FullMarks
    from labkit.ui.views import ReportView

__all__ = ["certificate", "check", "check_button", "full_marks", "load", "unload"]


@in_one_sentence
def check(exercise: str, part: str = "") -> "ReportView":
    """Grade the suite that the last ``%%suite EXERCISE`` cell kept.

    Nothing is shown while it runs, so that the stored output is the same each time;
    `check_button` shows progress.

    Args:
        exercise: the exercise's name.
        part: the id of the only part to grade; empty for the whole exercise.

    Raises:
        LabError: when there is no such exercise or part, or no suite of it has been run yet.
    """
    from labkit import grading
    from labkit.ui.exercises import known
    from labkit.ui.views import ReportView

    source = kept_suites.latest(known(exercise))
    return ReportView(grading.check(exercise, source, part=part))


@in_one_sentence
def full_marks(exercise: str) -> "FullMarks":
    """The marks of the last suite, if they are full: the proof at the end of a notebook.

    Raises:
        LabError: when they are not, with what is missing; or when there is nothing to grade.
    """
    from labkit.ui.exercises import known
    from labkit.ui.summit import FullMarks, graded

    return FullMarks(graded(exercise, kept_suites.latest(known(exercise))))


@in_one_sentence
def certificate(exercise: str, name: str = "") -> "Certificate":
    """Grade the last suite, and certify full marks; a copy goes to ``certificate_EXERCISE.html``.

    Args:
        exercise: the exercise's name.
        name: whose suite it is; empty for the name that git knows.

    Raises:
        LabError: when the marks are not full, or nobody's name is known.
    """
    from labkit.ui.certificates import certified
    from labkit.ui.exercises import known

    return certified(exercise, kept_suites.latest(known(exercise)), name)


@in_one_sentence
def check_button(exercise: str) -> "CheckPanel":
    """A panel with a Check button that grades the last suite of ``exercise`` while you watch.

    Raises:
        LabError: when there is no such exercise.
    """
    from labkit.ui.exercises import known
    from labkit.ui.panel import CheckPanel

    return CheckPanel(known(exercise))
