"""Rules for the rhythm of a lesson."""

from collections.abc import Callable
from typing import Any

from labkit.authoring.rules.teaching import (
    demonstrations_are_framed,
    first_result_comes_early,
    questions_come_often,
)

Make = Callable[..., Any]


def test_a_run_that_nobody_predicted_is_found(
    page: Make, code: Make, text: Make, printed: Make
) -> None:
    run = code("f()", printed("1"))
    framed = [text("What will it print?"), code("f = g"), text("Now:"), run, text("It was 1.")]
    assert demonstrations_are_framed(page(*framed)) == []
    [finding] = demonstrations_are_framed(page(*framed, run, text("Again.")))
    assert (finding.cell, "predict" in finding.sentence) == (6, True)


def test_a_run_that_nobody_explains_is_found(
    page: Make, code: Make, text: Make, printed: Make
) -> None:
    [finding] = demonstrations_are_framed(page(text("**Predict** it."), code("f", printed("1"))))
    assert "what was seen" in finding.sentence


def test_a_question_mark_in_code_asks_nobody(
    page: Make, code: Make, text: Make, printed: Make
) -> None:
    cells = [text("Use `a?` or\n```\nb?\n```"), code("f", printed("1")), text("Seen.")]
    assert len(demonstrations_are_framed(page(*cells))) == 1


def test_ten_cells_without_a_question_are_found(page: Make, code: Make, text: Make) -> None:
    plain = [text("Told.")] * 9
    assert questions_come_often(page(*plain, text("Sure?"), *plain)) == []
    assert questions_come_often(page(*plain, code("labkit.check('databases')"), *plain)) == []
    assert questions_come_often(page(text("Sure?"), *plain, text("Told.")))[0].cell == 11


def test_a_late_first_result_is_found(page: Make, code: Make, text: Make, printed: Make) -> None:
    result = code("f()", printed("1"))
    assert first_result_comes_early(page(*[text("a")] * 4, result)) == []
    assert first_result_comes_early(page(*[text("a")] * 5, result))


def test_setting_up_is_no_result(page: Make, code: Make, printed: Make) -> None:
    assert first_result_comes_early(page(code("%load_ext labkit", printed("ready"))))


def test_the_first_lesson_reaches_postgresql_at_once(page: Make, code: Make, printed: Make) -> None:
    file = "notebooks/00_start_here.ipynb"
    real = code("with PostgresContainer('postgres:16'): ...", printed("1"))
    assert first_result_comes_early(page(real, file=file)) == []
    assert first_result_comes_early(page(code("f()", printed("1")), file=file))
