"""A certificate of full marks: a card for the notebook, and a file to show around.

It is no proof by itself, for whoever can edit a file can edit this one. It holds the fingerprint
of the suite, so that an instructor who grades the suite again can see whether it is the one.
"""

import subprocess
from dataclasses import dataclass
from datetime import UTC, date, datetime
from html import escape
from pathlib import Path
from typing import Any

from labkit import atomic
from labkit.errors import LabError
from labkit.ui.summit import graded

# In place, for JupyterLab drops a style sheet from a notebook that it does not trust yet.
_CARD = (
    "border:2px solid #2e7d32;border-radius:10px;box-sizing:border-box;line-height:1.6;"
    "margin:8px 0;max-width:620px;padding:22px 28px"
)
_WHO = "font-size:26px;font-weight:600;margin:6px 0"
_WHAT = "font-size:17px;margin:6px 0"
_NUMBER = "font-family:monospace;font-size:12px;overflow-wrap:anywhere"


@dataclass(frozen=True)
class Certificate:
    """Who earned full marks for which suite.

    Attributes:
        name: whose suite it is, as she says herself.
        title: what the exercise is about.
        points: all the points that there are.
        bugs: how many seeded bugs the suite catches.
        day: when it was graded.
        fingerprint: the SHA-256 of the suite, as ``labkit check`` prints it.
        exercise: the exercise's name.
    """

    name: str
    title: str
    points: int
    bugs: int
    day: date
    fingerprint: str
    exercise: str

    def __repr__(self) -> str:
        return (
            f"{self.name}: {self.points} of {self.points} points, {self.day:%d %B %Y}\n"
            f"{self.title}\nSHA-256 of the suite: {self.fingerprint}"
        )

    def _repr_html_(self) -> str:
        marks = f"✔ {self.points} of {self.points} points, {self.bugs} bugs caught"
        verify = f"<code>labkit check {self.exercise} --suite FILE</code>"
        return (
            f'<section style="{_CARD}" aria-label="Certificate"><div>Integration Testing Lab</div>'
            f'<div style="{_WHO}">{escape(self.name)}</div>'
            f'<div style="{_WHAT}">{marks}</div>'
            f"<div>{escape(self.title)}</div><div>{self.day:%d %B %Y}</div>"
            f'<div style="margin-top:12px"><small>SHA-256 of the suite</small></div>'
            f'<div style="{_NUMBER}">{self.fingerprint}</div>'
            f"<div><small>To verify: {verify} grades the suite again and prints this"
            f" number.</small></div></section>"
        )

    def page(self) -> str:
        """The certificate as a web page of its own."""
        return (
            '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
            f"<title>{escape(self.name)}: {escape(self.title)}</title></head>"
            f'<body style="font-family:system-ui,sans-serif">{self._repr_html_()}</body></html>\n'
        )


def certified(
    exercise: str, source: str, name: str = "", folder: Path | None = None
) -> Certificate:
    """Grade a suite and, at full marks, write ``certificate_EXERCISE.html`` beside the notebook.

    Raises:
        LabError: when the marks are not full, nobody's name is known, or the file cannot be
            written.
    """
    from labkit import grading

    who = " ".join((name or _name_in_git()).split())
    if not who:
        raise LabError(f'Whose is it? Say labkit.certificate("{exercise}", "Your name").')
    report: Any = graded(exercise, source)
    today = datetime.now(UTC).date()
    print_of = grading.fingerprint(source)
    bugs = len(report.caught)
    made = Certificate(who, report.title, report.max_points, bugs, today, print_of, exercise)
    _write((folder or Path.cwd()) / f"certificate_{exercise}.html", made.page())
    return made


def _write(path: Path, page: str) -> None:
    try:
        atomic.write_text(path, page, mode=0o644)
    except OSError as error:
        raise LabError(
            f"The certificate {path.name} cannot be written: {error.strerror}."
        ) from None


def _name_in_git() -> str:
    try:
        found = subprocess.run(
            ["git", "config", "user.name"], capture_output=True, text=True, timeout=5, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return found.stdout.strip()
