"""The authors' guide is true: its examples are a sound bug and a sound decision."""

import re
import shutil
from pathlib import Path
from textwrap import dedent

import pytest

from labkit import rubrics
from labkit.rubrics.checking import problems

GUIDE = Path(__file__).parents[3] / "docs" / "authoring.md"


@pytest.mark.parametrize("name", ["bugs", "decisions"])
def test_an_example_of_the_guide_can_be_added_as_it_stands(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "databases"
    shutil.copytree(Path(rubrics.__file__).parent / "databases", folder)
    fenced = re.findall(r"```toml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    [example] = [each for each in map(dedent, fenced) if each.startswith(f"[[{name}]]")]
    with (folder / f"{name}.toml").open("a", encoding="utf-8") as more:
        more.write(f"\n{example}")
    assert problems(folder) == []
