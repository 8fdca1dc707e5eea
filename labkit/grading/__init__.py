"""Grading: a test suite is judged by the systems that it accepts and the bugs that it catches."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from labkit.grading.face import check, run
    from labkit.grading.findings import Progress
    from labkit.grading.hints import hint, next_hint, opened
    from labkit.grading.memory import Memory
    from labkit.grading.report import Report
    from labkit.grading.sources import read_notebook_suite, read_suite
    from labkit.grading.suite_hash import fingerprint
    from labkit.grading.suite_run import SuiteRun

__all__ = [
    "Memory",
    "Progress",
    "Report",
    "SuiteRun",
    "check",
    "fingerprint",
    "hint",
    "next_hint",
    "opened",
    "read_notebook_suite",
    "read_suite",
    "run",
]

_HOMES = {
    "Memory": "memory",
    "Progress": "findings",
    "Report": "report",
    "SuiteRun": "suite_run",
    "check": "face",
    "fingerprint": "suite_hash",
    "hint": "hints",
    "next_hint": "hints",
    "opened": "hints",
    "read_notebook_suite": "sources",
    "read_suite": "sources",
    "run": "face",
}


def __getattr__(name: str) -> Any:
    """Import a name's module at its first use.

    The nursery and the suites' own processes import this package, and must not come to hold the
    rubrics, which ``check`` needs.
    """
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
