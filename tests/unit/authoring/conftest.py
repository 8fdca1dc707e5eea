"""Small notebooks, made in a line."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from labkit.authoring.notebook import Cell, Notebook, write
from labkit.authoring.places import Course
from labkit.authoring.rules import Page


@pytest.fixture
def code() -> Callable[..., Cell]:
    """Makes a code cell: its source, outputs, and more metadata by name."""

    def make(source: str, *outputs: dict[str, Any], **metadata: Any) -> Cell:
        count = 1 if outputs else None
        return {
            "cell_type": "code",
            "execution_count": count,
            "id": "code",
            "metadata": metadata,
            "outputs": list(outputs),
            "source": source,
        }

    return make


@pytest.fixture
def text() -> Callable[[str], Cell]:
    """Makes a Markdown cell."""
    return lambda source: {"cell_type": "markdown", "id": "t", "metadata": {}, "source": source}


@pytest.fixture
def printed() -> Callable[[str], dict[str, Any]]:
    """Makes the output of a print."""
    return lambda text: {"output_type": "stream", "name": "stdout", "text": text}


@pytest.fixture
def shown() -> Callable[..., dict[str, Any]]:
    """Makes a displayed output of some kind."""
    return lambda kind, data: {"output_type": "display_data", "metadata": {}, "data": {kind: data}}


@pytest.fixture
def error() -> dict[str, Any]:
    """A stored error."""
    return {"output_type": "error", "ename": "KeyError", "evalue": "'a'", "traceback": ["KeyError"]}


@pytest.fixture
def notebook() -> Callable[..., Notebook]:
    """Makes a notebook of cells, each with an id of its own."""

    def make(*cells: Cell, **metadata: Any) -> Notebook:
        numbered = [{**cell, "id": f"cell-{number}"} for number, cell in enumerate(cells)]
        return {"cells": numbered, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}

    return make


@pytest.fixture
def page() -> Callable[..., Page]:
    """Makes a lesson for the rules."""
    return lambda *cells, file="notebooks/03_x.ipynb": Page(file, list(cells))


@pytest.fixture
def checkout(tmp_path: Path) -> Course:
    """An empty course."""
    (tmp_path / "solutions").mkdir()
    return Course(tmp_path)


@pytest.fixture
def solution(
    checkout: Course, code: Callable[..., Cell], notebook: Callable[..., Notebook]
) -> Path:
    """A course's only solution."""
    path = checkout.solutions / "03_databases.ipynb"
    write(path, notebook(code("a = 1\n### BEGIN SOLUTION\nb = 2\n### END SOLUTION")))
    return path
