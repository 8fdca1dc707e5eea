"""A small sound rubric in a folder of its own, for tests to spoil."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

RUBRIC = """\
title = "Boxes"
lesson = "notebooks/boxes.ipynb"
exercise = "exercises/boxes.ipynb"

[[parts]]
id = "size"
name = "Size"
points = 80
section = "Sizes"

[quality]
valid = 10
isolated = 10
"""

BUGS = """\
[[bugs]]
id = "too-small"
part = "size"
symptom = "My hat does not fit."
misconception = "One size fits all."
section = "Sizes"
hints = ["Look at the size.", "Try a large hat.", "Put a hat of size 60 in."]

[[bugs.changes]]
file = "boxes/box.py"
snippet = "size = 60"
replacement = "size = 50"
"""

CORRECT = """\
[[correct]]
id = "original"
allows = "The box as it is."

[[correct]]
id = "bigger"
allows = "A box may be bigger."

[[correct.changes]]
file = "boxes/box.py"
snippet = "size = 60"
replacement = '''
size = 70
'''
"""


def write_lesson(root: Path, *headings: str) -> None:
    """Write the lesson notebook with these headings."""
    cells = [{"cell_type": "markdown", "source": [f"## {text}\n", "Text."]} for text in headings]
    path = root / "notebooks" / "boxes.ipynb"
    path.parent.mkdir()
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")


Spoil = Callable[[str, str, str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the rubric, named ``boxes``, and root of the lesson that it names."""
    folder = tmp_path / "rubrics" / "boxes"
    folder.mkdir(parents=True)
    for name, text in {"rubric": RUBRIC, "bugs": BUGS, "correct": CORRECT}.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    write_lesson(folder, "Sizes")
    return folder


@pytest.fixture
def systems(tmp_path: Path) -> Path:
    """The folder of the systems, with one box in it."""
    box = tmp_path / "systems" / "boxes" / "box.py"
    box.parent.mkdir(parents=True)
    box.write_text("colour = 'red'\nsize = 60\n", encoding="utf-8")
    return tmp_path / "systems"


@pytest.fixture
def spoil(folder: Path) -> Spoil:
    """Replace one text in one of the rubric's files."""

    def replace(file: str, old: str, new: str) -> None:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace
