"""The tests with gaps of the lesson on strategies."""

from labkit.lessons.blanks import Blank, Mistake

_PLUGIN = ("-p", "labkit.lessons.strategies.fixtures")


def _on(fault: str, text: str, subject: str) -> Blank:
    return Blank(_PLUGIN, (Mistake(("--broken", fault), text),), subject)


TASKS = {
    "driver": _on("keeps only the newest signature", "keeps only the newest signature", "store"),
    "stub": _on("calls adware infected", "calls adware infected", "report service"),
    "failing": _on("calls a failed scan clean", "calls a failed scan clean", "report service"),
}
