"""The authors' guide is true: its example is a sound bug."""

import re
import shutil
from pathlib import Path
from textwrap import dedent

from labkit import rubrics
from labkit.rubrics.checking import problems

GUIDE = Path(__file__).parents[3] / "docs" / "authoring.md"


def test_the_example_bug_of_the_guide_can_be_added_as_it_stands(tmp_path: Path) -> None:
    folder = tmp_path / "databases"
    shutil.copytree(Path(rubrics.__file__).parent / "databases", folder)
    example = re.search(r"```toml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert example
    with (folder / "bugs.toml").open("a", encoding="utf-8") as bugs:
        bugs.write("\n" + dedent(example[1]))
    assert problems(folder) == []
