"""Rules for the rhythm of a lesson: predict, run, look, check."""

import re
from itertools import groupby

from labkit.authoring.notebook import Cell, is_code, outputs, source
from labkit.authoring.rules.finding import Finding, Page
from labkit.authoring.rules.markdown import asks

EARLY, OFTEN = 5, 10
_CHECK = re.compile(r"%%(suite|blanks)\b|\b(check|check_button|quiz)\s*\(")
_POSTGRES = re.compile(r"postgres|psycopg", re.IGNORECASE)


def demonstrations_are_framed(page: Page) -> list[Finding]:
    """Before code that shows something the reader predicts; after it the text says what was seen.

    A demonstration is a run of code cells of which one has output. The question may stand
    anywhere since the demonstration before.
    """
    found: list[Finding] = []
    asked = False
    runs = [list(run) for _, run in groupby(page.numbered(), lambda numbered: is_code(numbered[1]))]
    for run in runs:
        if not is_code(run[0][1]):
            asked = asked or any(asks(source(cell)) for _, cell in run)
        elif any(_shows(cell) for _, cell in run):
            found += _frame(page, run[0][0], asked=asked, explained=run is not runs[-1])
            asked = False
    return found


def _frame(page: Page, number: int, *, asked: bool, explained: bool) -> list[Finding]:
    found = []
    if not asked:
        found.append(page.finding(number, "shows something that nobody was asked to predict"))
    if not explained:
        found.append(page.finding(number, "no text after it says what was seen"))
    return found


def questions_come_often(page: Page) -> list[Finding]:
    """Every ten cells hold a question or a check."""
    since = 0
    for number, cell in page.numbered():
        since = 0 if _engages(cell) else since + 1
        if since == OFTEN:
            return [page.finding(number, f"{OFTEN} cells without a question or a check")]
    return []


def first_result_comes_early(page: Page) -> list[Finding]:
    """One of the first five cells shows a result; in lesson 00, of a real PostgreSQL."""
    early = [cell for cell in page.cells[:EARLY] if _shows(cell)]
    if not early:
        return [page.finding(None, f"none of the first {EARLY} cells shows a result")]
    if "/00_" in page.file and not any(_POSTGRES.search(source(cell)) for cell in early):
        return [page.finding(None, f"none of the first {EARLY} cells touches PostgreSQL")]
    return []


def _shows(cell: Cell) -> bool:
    """Whether a cell has output, other than that of setting up."""
    return is_code(cell) and bool(outputs(cell)) and not source(cell).startswith("%load_ext")


def _engages(cell: Cell) -> bool:
    return bool(_CHECK.search(source(cell))) if is_code(cell) else asks(source(cell))
