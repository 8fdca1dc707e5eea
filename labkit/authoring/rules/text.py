"""Rules for the text of a notebook and its length."""

from labkit.authoring.notebook import source
from labkit.authoring.rules.finding import Finding, Page
from labkit.authoring.rules.markdown import headings, words

MOST_WORDS, MOST_CELLS = 120, 50


def text_is_short(page: Page) -> list[Finding]:
    """A text cell can be read in half a minute."""
    counted = [(number, words(source(cell))) for number, cell in page.text()]
    return [
        page.finding(number, f"{count} words; split or cut it to {MOST_WORDS}")
        for number, count in counted
        if count > MOST_WORDS
    ]


def at_most_fifty_cells(page: Page) -> list[Finding]:
    """A notebook fits into half an hour."""
    if len(page.cells) <= MOST_CELLS:
        return []
    return [page.finding(None, f"{len(page.cells)} cells; at most {MOST_CELLS}")]


def headings_never_skip(page: Page) -> list[Finding]:
    """Headings go down one level at a time, from a title; screen readers navigate by them."""
    found = []
    above = 0
    for number, cell in page.text():
        for level in headings(source(cell)):
            if level > above + 1:
                found.append(page.finding(number, f"a heading jumps from level {above} to {level}"))
            above = level
    return found
