"""Rules for code."""

from collections.abc import Callable
from typing import Any

import pytest

from labkit.authoring.rules.code import (
    at_most_three_code_cells_in_a_row,
    code_is_short,
    starts_with_load_ext,
)

Make = Callable[..., Any]


def lines(number: int) -> str:
    return "\n".join(["x = 1"] * number)


@pytest.mark.parametrize(
    ("lengths", "complaint"),
    [
        ([1, 1, 26], "26 lines of code"),
        ([1, 5, 5], "median code cell has 5 lines"),
        ([1] * 8 + [13, 13], "code cells have 13 lines"),
    ],
)
def test_long_code_is_found(page: Make, code: Make, lengths: list[int], complaint: str) -> None:
    sentences = [item.sentence for item in code_is_short(page(*(code(lines(n)) for n in lengths)))]
    assert any(complaint in sentence for sentence in sentences)


def test_short_code_passes(page: Make, code: Make) -> None:
    assert code_is_short(page(*(code(lines(n)) for n in [4] * 9 + [25]))) == []


def test_a_suite_may_be_as_long_as_it_likes(page: Make, code: Make) -> None:
    assert code_is_short(page(code("%%suite databases\n" + lines(60)), code("x"))) == []


def test_four_code_cells_in_a_row_are_found(page: Make, code: Make, text: Make) -> None:
    three = [code("a")] * 3
    assert at_most_three_code_cells_in_a_row(page(*three, text("b"), *three)) == []
    [finding] = at_most_three_code_cells_in_a_row(page(text("b"), *three, code("c")))
    assert finding.cell == 2


def test_a_notebook_begins_by_loading_labkit(page: Make, code: Make, text: Make) -> None:
    assert starts_with_load_ext(page(text("# T"), code("%load_ext labkit"))) == []
    assert starts_with_load_ext(page(code("import os"), code("%load_ext labkit")))
