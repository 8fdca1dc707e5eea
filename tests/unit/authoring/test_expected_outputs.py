"""An exercise with an expected output is compared there, and nowhere else."""

from labkit.authoring.clearing import clear_outputs
from labkit.authoring.expected_outputs import compare_expected_only
from labkit.authoring.notebook import Cell, tags


def code(*given: str) -> Cell:
    stored = [{"output_type": "stream", "name": "stdout", "text": "100 of 100 points\n"}]
    metadata = {"tags": list(given)} if given else {}
    return {"cell_type": "code", "metadata": metadata, "outputs": stored, "execution_count": 7}


def test_an_expected_output_is_kept_and_any_other_cleared() -> None:
    kept, cleared = code("expected-output"), code()
    clear_outputs(kept)
    clear_outputs(cleared)
    assert kept == code("expected-output")
    assert cleared["outputs"] == []


def test_beside_an_expected_output_no_other_is_compared() -> None:
    text = {"cell_type": "markdown", "metadata": {}, "source": "Your suite"}
    notebook = {"cells": [code(), text, code("nbval-skip"), code("expected-output")]}
    compare_expected_only(notebook)
    assert [tags(cell) for cell in notebook["cells"]] == [
        ["nbval-ignore-output"],
        [],
        ["nbval-skip"],
        ["expected-output"],
    ]


def test_without_an_expected_output_nothing_is_tagged() -> None:
    notebook = {"cells": [code(), code("nbval-skip")]}
    compare_expected_only(notebook)
    assert [tags(cell) for cell in notebook["cells"]] == [[], ["nbval-skip"]]
