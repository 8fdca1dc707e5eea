"""The lesson on organising a suite: what its cells call."""

from typing import TYPE_CHECKING, Any

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


def __getattr__(name: str) -> Any:
    """Import a name's module at its first use: pytest imports this package for its plugins."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
