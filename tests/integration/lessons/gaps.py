"""The ``%%blanks`` cells of a lesson, and filling them in."""

from pathlib import Path

import nbformat

from labkit.lessons.blanks import GAP, Advice, blanks

NOTEBOOKS = Path(__file__).parents[3] / "notebooks"


def cells(lesson: str) -> dict[str, tuple[str, str]]:
    """The cells with gaps of a lesson, by task: the magic's line and the rest."""
    sources = [cell.source for cell in nbformat.read(NOTEBOOKS / lesson, as_version=4).cells]
    parts = [source.removeprefix("%%blanks ").partition("\n") for source in sources
             if source.startswith("%%blanks ")]  # fmt: skip
    return {line.split()[1]: (line, body) for line, _, body in parts}


def filled(source: str, answers: list[str]) -> str:
    """The source with one answer in each gap."""
    for answer in answers:
        source = source.replace(GAP, answer, 1)
    return source


def answered(lesson: str, task: str, answers: list[str]) -> Advice:
    """What the cell says of a task with these answers in its gaps."""
    line, body = cells(lesson)[task]
    return blanks(line, filled(body, answers))
