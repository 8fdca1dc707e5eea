"""Rules for the code of a lesson."""

from itertools import groupby
from math import ceil
from statistics import median

from labkit.authoring.notebook import is_code, source
from labkit.authoring.rules.finding import Finding, Page

MEDIAN_LINES, NINETIETH_LINES, MOST_LINES, MOST_IN_A_ROW = 4, 12, 25, 3
LOAD = "%load_ext labkit"


def code_is_short(page: Page) -> list[Finding]:
    """Code cells have few lines; `%%suite` cells are a learner's own and do not count."""
    lengths = {
        number: len(source(cell).strip().splitlines())
        for number, cell in page.code()
        if source(cell).strip() and not source(cell).startswith("%%suite")
    }
    found = [
        page.finding(number, f"{lines} lines of code; move some to a module (at most {MOST_LINES})")
        for number, lines in lengths.items()
        if lines > MOST_LINES
    ]
    return found + _spread(page, sorted(lengths.values()))


def _spread(page: Page, lengths: list[int]) -> list[Finding]:
    if not lengths:
        return []
    middle, ninetieth = median(lengths), lengths[ceil(0.9 * len(lengths)) - 1]
    found = []
    if middle > MEDIAN_LINES:
        found.append(f"the median code cell has {middle:g} lines, more than {MEDIAN_LINES}")
    if ninetieth > NINETIETH_LINES:
        found.append(f"a tenth of the code cells have {ninetieth} lines or more, not 12 at most")
    return [page.finding(None, sentence) for sentence in found]


def at_most_three_code_cells_in_a_row(page: Page) -> list[Finding]:
    """Text comes between code cells."""
    found = []
    for code, run in groupby(page.numbered(), key=lambda numbered: is_code(numbered[1])):
        cells = list(run)
        if code and len(cells) > MOST_IN_A_ROW:
            sentence = f"{len(cells)} code cells in a row; say something after {MOST_IN_A_ROW}"
            found.append(page.finding(cells[0][0], sentence))
    return found


def starts_with_load_ext(page: Page) -> list[Finding]:
    """The first code cell sets the notebook up."""
    for number, cell in page.code():
        if source(cell).strip().startswith(LOAD):
            return []
        return [page.finding(number, f"the first code cell is not `{LOAD}`")]
    return []
