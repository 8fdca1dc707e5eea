"""The authors' guide is true: its examples are a sound bug and a sound decision."""

import json
import re
import shutil
from pathlib import Path
from textwrap import dedent

import pytest

from labkit import rubrics
from labkit.rubrics.checking import problems

GUIDE = Path(__file__).parents[3] / "docs" / "authoring.md"


BUG = """
[[bugs]]
id = "keeps-both"
part = "store"
symptom = "I corrected a signature, and the old one still raises alarms."
misconception = "Who reads takes the last one."
section = "What a store promises"
hints = ["Which names are there already?", "Add one name twice.", "Expect one signature."]

[[bugs.changes]]
file = "scanner/signatures.py"
snippet = 'if each["name"] != name]'
replacement = 'if each["name"]]'
"""


def example(begin: str) -> str:
    """The only example of the guide that begins so."""
    fenced = re.findall(r"```toml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    [found] = [each for each in map(dedent, fenced) if each.startswith(begin)]
    return found


@pytest.mark.parametrize("name", ["bugs", "decisions"])
def test_an_example_of_the_guide_can_be_added_as_it_stands(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "databases"
    shutil.copytree(Path(rubrics.__file__).parent / "databases", folder)
    with (folder / f"{name}.toml").open("a", encoding="utf-8") as more:
        more.write("\n" + example(f"[[{name}]]"))
    assert problems(folder) == []


def test_the_rubric_that_begins_a_chapter_is_sound(tmp_path: Path) -> None:
    files = {"rubric": example("title ="), "correct": example("[[correct]]"), "bugs": BUG}
    for name, text in files.items():
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    lesson = tmp_path / "notebooks" / "11_signatures.ipynb"
    lesson.parent.mkdir()
    heading = {"cell_type": "markdown", "source": "## What a store promises"}
    lesson.write_text(json.dumps({"cells": [heading]}), encoding="utf-8")
    assert problems(tmp_path, root=tmp_path) == []
