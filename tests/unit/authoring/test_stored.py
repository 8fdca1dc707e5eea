"""Stored outputs that prove nothing are found without running anything."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from labkit.authoring.notebook import Cell, write
from labkit.authoring.stored import stored_findings

Make = Callable[..., Any]


def found(folder: Path, notebook: Make, *cells: Cell) -> str:
    path = folder / "x.ipynb"
    write(path, notebook(*cells))
    return "\n".join(stored_findings(path))


def test_a_notebook_that_never_ran(tmp_path: Path, notebook: Make, code: Make) -> None:
    sentence = found(tmp_path, notebook, code("a"), code("b"))
    assert sentence == "it was never executed: run `labkit build --execute` on it first."


def test_a_cell_that_never_ran(tmp_path: Path, notebook: Make, code: Make, printed: Make) -> None:
    cells = code("print(1)", printed("1")), code("print(2)")
    assert "cell 2: it was never executed" in found(tmp_path, notebook, *cells)


def test_an_error_that_nobody_meant(
    tmp_path: Path, notebook: Make, code: Make, error: dict[str, Any]
) -> None:
    assert "cell 1: it stores an error" in found(tmp_path, notebook, code("a", error))


def test_a_tag_without_its_error(tmp_path: Path, notebook: Make, code: Make, printed: Make) -> None:
    cell = code("print(1)", printed("1"), tags=["raises-exception"])
    assert "stores no error" in found(tmp_path, notebook, cell)


def test_an_unknown_magic(tmp_path: Path, notebook: Make, code: Make, printed: Make) -> None:
    complaint = {**printed("UsageError: Line magic function `%x` not found.\n"), "name": "stderr"}
    assert "unknown magic" in found(tmp_path, notebook, code("%x", complaint))


def test_good_cells_pass(
    tmp_path: Path, notebook: Make, code: Make, printed: Make, error: dict[str, Any]
) -> None:
    cells = code("print(1)", printed("1")), code("1 / 0", error, tags=["raises-exception"])
    assert found(tmp_path, notebook, *cells, code("later()", tags=["nbval-skip"]), code("")) == ""


def test_an_output_of_another_run(
    tmp_path: Path, notebook: Make, code: Make, printed: Make
) -> None:
    cell = code("7", {**printed("7"), "execution_count": 3})
    assert "cell 1: its output has the number of another run" in found(tmp_path, notebook, cell)
