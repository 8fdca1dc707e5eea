"""The lesson on organising a suite: what its cells call."""

from typing import TYPE_CHECKING

from labkit.lessons.late import imported_late

if TYPE_CHECKING:
    from labkit.lessons.organising.durations import measured
    from labkit.lessons.organising.luck import repeated
    from labkit.lessons.organising.pipeline import carry_out
    from labkit.lessons.organising.plots import plot
    from labkit.lessons.organising.projects import Project
    from labkit.lessons.organising.rules import check_rules
    from labkit.lessons.organising.running import BACKWARDS

__all__ = ["BACKWARDS", "Project", "carry_out", "check_rules", "measured", "plot", "repeated"]

_HOMES = {
    "BACKWARDS": "running",
    "Project": "projects",
    "carry_out": "pipeline",
    "measured": "durations",
    "plot": "plots",
    "repeated": "luck",
    "check_rules": "rules",
}

__getattr__ = imported_late(__name__, _HOMES)
