"""All rules at once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from labkit.authoring.notebook import write
from labkit.authoring.rules import Kind, findings

Make = Callable[..., Any]


def test_a_finding_names_file_cell_and_what_to_do(
    tmp_path: Path, notebook: Make, code: Make
) -> None:
    path = tmp_path / "notebooks" / "x.ipynb"
    write(path, notebook(code("%load_ext labkit"), code("sleep(1)")))
    assert str(findings(path, Kind.EXERCISE)[0]) == (
        "notebooks/x.ipynb, cell 2: sleeps; wait for a condition, or tag it why-not-sleep"
    )


def test_an_exercise_is_not_judged_as_a_lesson(tmp_path: Path, notebook: Make, code: Make) -> None:
    path = tmp_path / "x.ipynb"
    write(path, notebook(code("%load_ext labkit"), *[code("a")] * 4))
    assert findings(path, Kind.EXERCISE) == []
    assert findings(path, Kind.LESSON)
