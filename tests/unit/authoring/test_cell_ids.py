"""Ids of cells."""

from collections.abc import Callable
from typing import Any

from labkit.authoring.cell_ids import settle_ids
from labkit.authoring.notebook import Cell, Notebook

Make = Callable[..., Any]


def ids(notebook: Notebook) -> list[str]:
    settle_ids(notebook)
    return [cell["id"] for cell in notebook["cells"]]


def test_existing_ids_stay(notebook: Make, code: Make) -> None:
    assert ids(notebook(code("a"), code("b"))) == ["cell-0", "cell-1"]


def without_ids(cells: list[Cell]) -> Notebook:
    bare = [{key: value for key, value in cell.items() if key != "id"} for cell in cells]
    return {"cells": bare, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}


def test_missing_ids_are_the_same_at_every_build_and_unique(code: Make) -> None:
    first, second = (ids(without_ids([code("a"), code("a"), code("b")])) for _ in range(2))
    assert first == second
    assert len(set(first)) == 3


def test_an_id_that_came_by_copying_a_cell_is_replaced(notebook: Make, code: Make) -> None:
    copied = notebook(code("a"), code("b"))
    copied["cells"][1]["id"] = "cell-0"
    assert len(set(ids(copied))) == 2
