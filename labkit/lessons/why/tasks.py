"""The tests with gaps of the lesson on why."""

from labkit.lessons.blanks import Blank, Mistake

_PLUGIN = ("-p", "labkit.lessons.why.fixtures")


def _after(commit: str, text: str) -> Blank:
    return Blank(_PLUGIN, (Mistake(("--commit", commit), text),), "scanner")


TASKS = {
    "severity": _after("level", "calls severity level"),
    "unavailable": _after("no-excuses", "takes no signatures for an empty list"),
    "today": _after("faster", "reads its signatures once"),
}
