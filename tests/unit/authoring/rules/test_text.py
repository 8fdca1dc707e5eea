"""Rules for text."""

from collections.abc import Callable
from typing import Any

import pytest

from labkit.authoring.rules.text import at_most_fifty_cells, headings_never_skip, text_is_short

Make = Callable[..., Any]


def test_more_than_120_words_are_found(page: Make, text: Make) -> None:
    assert text_is_short(page(text("word " * 120))) == []
    assert "121 words" in text_is_short(page(text("word " * 121)))[0].sentence


def test_a_diagram_and_a_tables_lines_are_no_words(page: Make, text: Make) -> None:
    diagram = "```mermaid\n" + "a --> b\n" * 100 + "```\n"
    assert text_is_short(page(text(diagram + "| - |\n" * 200))) == []


def test_more_than_fifty_cells_are_found(page: Make, text: Make) -> None:
    assert at_most_fifty_cells(page(*[text("a")] * 50)) == []
    assert at_most_fifty_cells(page(*[text("a")] * 51))


@pytest.mark.parametrize("headings", [["## No title"], ["# T", "### Jump"], ["# T\n\n#### Jump"]])
def test_a_skipped_level_is_found(page: Make, text: Make, headings: list[str]) -> None:
    assert headings_never_skip(page(*map(text, headings)))


def test_going_back_up_and_comments_in_code_blocks_are_fine(page: Make, text: Make) -> None:
    cells = ["# T", "## A\n### B\n```python\n#### comment\n```", "## C"]
    assert headings_never_skip(page(*map(text, cells))) == []
