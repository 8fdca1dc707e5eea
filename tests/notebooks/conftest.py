"""Notebooks that a test writes, runs and validates."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from labkit.authoring.execution import execute
from labkit.authoring.notebook import Cell, read, write
from labkit.authoring.validation import Validator, Verdict

CELL_SECONDS = 60


@pytest.fixture
def cell() -> Callable[..., Cell]:
    """Makes a code cell with tags."""

    def make(source: str, *tags: str) -> Cell:
        return {
            "cell_type": "code",
            "execution_count": None,
            "metadata": {"tags": list(tags)} if tags else {},
            "outputs": [],
            "source": source,
        }

    return make


@pytest.fixture
def save(tmp_path: Path) -> Callable[..., Path]:
    """Writes a notebook of these cells and returns its file."""

    def make(*cells: Cell) -> Path:
        path = tmp_path / "notebooks" / "lesson.ipynb"
        numbered = [{**cell, "id": f"cell-{number}"} for number, cell in enumerate(cells)]
        write(path, {"cells": numbered, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
        return path

    return make


@pytest.fixture
def run(tmp_path: Path) -> Callable[[Path], Path]:
    """Executes a notebook in place."""

    def make(path: Path, seconds: float = CELL_SECONDS) -> Path:
        execute(path, tmp_path, {}, seconds)
        return path

    return make


@pytest.fixture(scope="session")
def validator() -> Iterator[Validator]:
    """One process for all validations that need no other time-out."""
    with Validator({}, CELL_SECONDS) as shared:
        yield shared


@pytest.fixture
def validated(validator: Validator) -> Callable[[Path], Verdict]:
    """Validates a notebook."""
    return validator.validate


@pytest.fixture
def change() -> Callable[..., None]:
    """Changes one cell of a notebook file."""

    def make(path: Path, number: int, **new: Any) -> None:
        changed = read(path)
        changed["cells"][number].update(new)
        write(path, changed)

    return make
