"""Rules for pictures and colours."""

from collections.abc import Callable
from typing import Any

import pytest

from labkit.authoring.rules.pictures import (
    colour_is_never_alone,
    has_a_picture,
    pictures_have_alternative_text,
)

Make = Callable[..., Any]
DIAGRAM = "```mermaid\nflowchart LR\n accTitle: T\n accDescr: D\n a --> b\n```"


def test_a_lesson_without_any_picture_is_found(
    page: Make, code: Make, text: Make, shown: Make
) -> None:
    assert has_a_picture(page(text("words"), code("f()")))
    assert has_a_picture(page(text(DIAGRAM))) == []
    assert has_a_picture(page(code("plot()", shown("image/png", "...")))) == []


@pytest.mark.parametrize(
    "words",
    [
        "![](a.png)",
        "<img src='a.png'>",
        "<img src='a.png' alt=''>",
        DIAGRAM.replace(" accTitle: T\n", ""),
        DIAGRAM.replace(" accDescr: D\n", ""),
    ],
)
def test_a_picture_without_words_is_found(page: Make, text: Make, words: str) -> None:
    assert pictures_have_alternative_text(page(text(words)))


@pytest.mark.parametrize("words", ["![a cat](a.png)", "<img src='a.png' alt='a cat'>", DIAGRAM])
def test_a_picture_with_words_passes(page: Make, text: Make, words: str) -> None:
    assert pictures_have_alternative_text(page(text(words))) == []


def test_a_plot_that_nothing_describes_is_found(
    page: Make, code: Make, text: Make, shown: Make
) -> None:
    plot = code("plot()", shown("image/png", "..."))
    assert pictures_have_alternative_text(page(plot, text("Next.")))
    assert pictures_have_alternative_text(page(plot))
    assert pictures_have_alternative_text(page(plot, text("The plot shows three bars."))) == []


def test_a_plot_may_carry_its_own_description(page: Make, code: Make) -> None:
    def plot(words: str, **metadata: Any) -> dict[str, Any]:
        data = {"image/png": "...", "text/plain": words}
        return {"output_type": "display_data", "data": data, "metadata": metadata}

    described = [plot("Four bars, one for each way"), plot("<F>", **{"image/png": {"alt": "Bars"}})]
    assert pictures_have_alternative_text(page(code("plot()", *described))) == []
    assert pictures_have_alternative_text(page(code("plot()", plot("<Figure size 640x480>"))))
    tagged = code("plot()", plot("<Figure size 640x480>"), tags=["described"])
    assert pictures_have_alternative_text(page(tagged)) == []


def test_colour_without_a_word_or_sign_is_found(
    page: Make, code: Make, text: Make, shown: Make
) -> None:
    alone = "<td style='background: #f00'></td>"
    assert colour_is_never_alone(page(code("f()", shown("text/html", alone))))
    assert colour_is_never_alone(page(text("| test |\n| 🔴 |")))
    assert colour_is_never_alone(page(code("plot(x, color='red')\nplot(y, color='green')")))


def test_colour_beside_a_word_or_sign_passes(
    page: Make, code: Make, text: Make, shown: Make
) -> None:
    both = "<td style='background: #f00'>✗ failed</td>"
    assert colour_is_never_alone(page(code("f()", shown("text/html", both)))) == []
    assert colour_is_never_alone(page(text("| 🔴 failed |"))) == []
    labelled = "plot(x, color='red', label='old')\nplot(y, color='green', label='new')"
    assert colour_is_never_alone(page(code(labelled))) == []
