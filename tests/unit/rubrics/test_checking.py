"""The checker: what it says about each way in which a rubric can be unsound."""

from collections.abc import Callable
from pathlib import Path

import pytest

from labkit.rubrics import problems
from tests.unit.rubrics.conftest import write_lesson

Spoil = Callable[[str, str, str], None]


def test_a_sound_rubric_has_no_problems(folder: Path, systems: Path) -> None:
    assert problems(folder, systems, folder) == []


def test_a_lesson_that_is_not_there_is_a_problem(
    folder: Path, systems: Path, tmp_path: Path
) -> None:
    """Hints send the learner there."""
    assert problems(folder, systems, tmp_path) == [
        "boxes/rubric.toml:1: there is no lesson notebooks/boxes.ipynb; name one that exists."
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("rubric.toml", "80", "70", "boxes/rubric.toml:1: parts and quality add up to 90"),
        ("bugs.toml", "size = 60", "size = 61", "boxes/bugs.toml:1: 'too-small' does not apply"),
        ("bugs.toml", "box.py", "lid.py", "boxes/bugs.toml:1: 'too-small' does not apply"),
        ("bugs.toml", '"size = 50"', '"size ="', "'too-small' leaves boxes/box.py broken at line"),
        ("bugs.toml", '"size = 50"', '"size = 70\\n"', "'too-small' changes exactly what 'bigger'"),
        ("bugs.toml", "id =", 'twins = ["too-tall"]\nid =', "'too-small' names 'too-tall' as"),
        ("bugs.toml", "id =", "waits = 1\nid =", "boxes/bugs.toml:2: 'waits' must be true or"),
        ("bugs.toml", "hints = [", "hints = 1 # [", "boxes/bugs.toml:7: 'hints' must be a list"),
    ],
)
def test_a_problem_is_one_sentence_with_its_place(
    folder: Path, systems: Path, spoil: Spoil, file: str, old: str, new: str, problem: str
) -> None:
    """Exactly one problem for one mistake."""
    spoil(file, old, new)
    [only] = problems(folder, systems, folder)
    assert problem in only
    assert only.startswith(f"boxes/{file}:")


def test_a_part_without_bugs_is_a_problem(folder: Path, systems: Path, spoil: Spoil) -> None:
    """Nobody could earn its points."""
    part = '[[parts]]\nid = "lid"\nname = "Lid"\npoints = 40\nsection = "Sizes"\n'
    spoil("rubric.toml", "points = 80", "points = 40")
    spoil("rubric.toml", "[quality]", f"{part}\n[quality]")
    [only] = problems(folder, systems, folder)
    assert only.startswith("boxes/rubric.toml:11: part 'lid' has no bug")


def test_the_original_must_be_among_the_correct(folder: Path, systems: Path, spoil: Spoil) -> None:
    """A suite that refuses the system itself has to be told so."""
    original = '[[correct]]\nid = "original"\nallows = "The box as it is."\n'
    spoil("correct.toml", original, "")
    [only] = problems(folder, systems, folder)
    assert "exactly one correct variant must have no changes, and 0 have none" in only


def test_sections_are_headings_of_the_lesson(folder: Path, systems: Path, tmp_path: Path) -> None:
    """Feedback sends the learner there."""
    write_lesson(tmp_path, "Boxes", "Sizes")
    assert problems(folder, systems, tmp_path) == []


def test_a_section_that_the_lesson_lacks_is_named(
    folder: Path, systems: Path, tmp_path: Path
) -> None:
    """Once for the part, once for the bug."""
    write_lesson(tmp_path, "Boxes")
    assert problems(folder, systems, tmp_path) == [
        "boxes/rubric.toml:5: notebooks/boxes.ipynb has no heading 'Sizes'.",
        "boxes/bugs.toml:1: notebooks/boxes.ipynb has no heading 'Sizes'.",
    ]
