"""The tests with gaps of the lesson on seven mistakes."""

from labkit.lessons.blanks import Blank, Mistake
from labkit.lessons.mistakes.cases import Gap, gaps

_PLUGIN = ("-p", "labkit.lessons.mistakes.fixtures")


def _blank(name: str, gap: Gap) -> Blank:
    return Blank(_PLUGIN, (Mistake(("--bug", name), gap.text, gap.advice),))


TASKS = {name: _blank(name, gap) for name, gap in gaps().items()}
