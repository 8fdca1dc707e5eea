"""A run that shows nothing new changes nothing."""

from collections.abc import Callable
from typing import Any

from labkit.authoring.settled_outputs import keep_settled_outputs

Make = Callable[..., Any]


def test_an_output_that_differs_in_a_duration_stays(
    notebook: Make, code: Make, printed: Make
) -> None:
    before = notebook(code("run()", printed("took 0.10 s\n")))
    after = notebook(code("run()", printed("took 0.25 s\n")))
    keep_settled_outputs(after, before)
    assert after == before


def test_an_output_that_says_something_else_is_new(
    notebook: Make, code: Make, printed: Make
) -> None:
    after = notebook(code("run()", printed("2 rows in 0.1 s\n")))
    keep_settled_outputs(after, notebook(code("run()", printed("1 row in 0.1 s\n"))))
    assert "2 rows" in after["cells"][0]["outputs"][0]["text"]


def test_the_output_of_a_cell_that_changed_is_new(
    notebook: Make, code: Make, printed: Make
) -> None:
    after = notebook(code("run(2)", printed("took 0.25 s\n")))
    keep_settled_outputs(after, notebook(code("run(1)", printed("took 0.10 s\n"))))
    assert "0.25" in after["cells"][0]["outputs"][0]["text"]


def test_a_picture_is_always_the_new_one(notebook: Make, code: Make, shown: Make) -> None:
    after = notebook(code("plot()", shown("image/png", "new")))
    keep_settled_outputs(after, notebook(code("plot()", shown("image/png", "old"))))
    assert after["cells"][0]["outputs"][0]["data"] == {"image/png": "new"}


def test_an_output_that_stays_has_the_number_of_its_cell(notebook: Make, code: Make) -> None:
    def result(count: int) -> Any:
        data = {"text/plain": "7"}
        return {"output_type": "execute_result", "execution_count": count, "data": data}

    before, after = notebook(code("7", result(1))), notebook(code("7", result(2)))
    after["cells"][0]["execution_count"] = 2
    keep_settled_outputs(after, before)
    assert after["cells"][0]["outputs"] == [result(2)]
