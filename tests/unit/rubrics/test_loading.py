"""Loading a rubric, and the one sentence that each mistake in it gets."""

from collections.abc import Callable
from pathlib import Path

import pytest

from labkit import rubrics
from labkit.errors import LabError
from labkit.rubrics import Change

Spoil = Callable[[str, str, str], None]


def test_a_rubric_is_named_after_its_folder(folder: Path) -> None:
    """The folder's name is the exercise's name."""
    assert rubrics.load_folder(folder).name == "boxes"


def test_the_points_are_those_of_parts_and_qualities(folder: Path) -> None:
    """80 for the part, 10 and 10 for the qualities."""
    assert rubrics.load_folder(folder).max_points == 100


def test_bugs_and_correct_variants_carry_their_changes(folder: Path) -> None:
    """A change is file, snippet and replacement; the first line break of a long text is dropped."""
    rubric = rubrics.load_folder(folder)
    assert rubric.bugs[0].changes == (Change("boxes/box.py", "size = 60", "size = 50"),)
    assert rubric.correct[1].changes == (Change("boxes/box.py", "size = 60", "size = 70\n"),)


def test_a_correct_variant_without_changes_is_the_original(folder: Path) -> None:
    """The original is a variant like any other."""
    assert rubrics.load_folder(folder).correct[0].changes == ()


def test_variants_are_the_correct_ones_and_then_the_bugs(folder: Path) -> None:
    """Bad news about validity comes first."""
    ids = [variant.id for variant in rubrics.load_folder(folder).variants]
    assert ids == ["original", "bigger", "too-small"]


def test_a_bug_is_found_by_its_id(folder: Path) -> None:
    """An unknown id is a KeyError."""
    rubric = rubrics.load_folder(folder)
    assert rubric.bug("too-small").symptom == "My hat does not fit."
    with pytest.raises(KeyError):
        rubric.bug("too-large")


def test_an_unknown_exercise_is_one_sentence_with_the_known_ones() -> None:
    """The names that would have worked are in the message."""
    with pytest.raises(LabError, match=r"There is no exercise 'boxen'; these are graded: .*data"):
        rubrics.load("boxen")


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("bugs.toml", "symptom =", "symptoms =", "bugs.toml:4: unknown key 'symptoms'"),
        ("bugs.toml", "replacement =", "with =", "bugs.toml:12: unknown key 'with'"),
        ("bugs.toml", 'symptom = "My hat does not fit."\n', "", "bugs.toml:1: 'symptom' is miss"),
        ("bugs.toml", '"My hat does not fit."', '" "', "bugs.toml:4: 'symptom' must be a text"),
        ("bugs.toml", ', "Put a hat of size 60 in."', "", "bugs.toml:7: .* three hints, .* 2"),
        ("bugs.toml", '"Try a large hat."', '""', "bugs.toml:7: every text in 'hints'"),
        ("bugs.toml", 'part = "size"', 'part = "weight"', "bugs.toml:3: .* no part .* 'weight'"),
        ("bugs.toml", 'id = "too-small"', 'id = "too-small', "bugs.toml:2: this is not TOML"),
        ("bugs.toml", "[[bugs]]", "[bugs]", r"bugs.toml:1: .* \[\[bugs\]\]"),
        ("rubric.toml", "points = 80", "points = '80'", "rubric.toml:8: 'points' must be a whole"),
        ("rubric.toml", "points = 80", "points = -1", "rubric.toml:8: 'points' must be a whole"),
        ("rubric.toml", "isolated = 10", "tidy = 10", "rubric.toml:13: unknown key 'tidy'"),
        ("correct.toml", "allows =", "forbids =", "correct.toml:3: unknown key 'forbids'"),
        ("correct.toml", '"bigger"', '"original"', "correct.toml:5: .*'original' .*correct.toml:1"),
    ],
)
def test_a_mistake_is_a_sentence_with_file_and_line(
    folder: Path, spoil: Spoil, file: str, old: str, new: str, message: str
) -> None:
    """The author finds the place without searching."""
    spoil(file, old, new)
    with pytest.raises(LabError, match=f"^boxes/{message}"):
        rubrics.load_folder(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    """Each rubric has three files."""
    (folder / "correct.toml").unlink()
    with pytest.raises(LabError, match=r"boxes/correct\.toml: there is no such file"):
        rubrics.load_folder(folder)


def test_a_bug_that_changes_nothing_is_refused(folder: Path) -> None:
    """It could never be caught."""
    text = (folder / "bugs.toml").read_text(encoding="utf-8")
    (folder / "bugs.toml").write_text(text.split("[[bugs.changes]]")[0], encoding="utf-8")
    with pytest.raises(LabError, match=r"bugs.toml:1: bug 'too-small' changes nothing"):
        rubrics.load_folder(folder)


def test_a_table_header_inside_a_long_text_is_not_counted(folder: Path, spoil: Spoil) -> None:
    """Replacements are source code, and may look like anything."""
    spoil("bugs.toml", '"size = 50"', "'''\n[[bugs]]\nallows = 1\n'''")
    with (folder / "bugs.toml").open("a", encoding="utf-8") as file:
        file.write("\n[[bugs]]\nid = 5\n")
    with pytest.raises(LabError, match=r"bugs.toml:18: "):
        rubrics.load_folder(folder)


def test_the_place_of_a_mistake_is_a_path_from_where_one_is(
    folder: Path, spoil: Spoil, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that a click in a terminal or an editor leads there."""
    monkeypatch.chdir(tmp_path)
    spoil("bugs.toml", "symptom =", "symptoms =")
    with pytest.raises(LabError, match=r"^rubrics/boxes/bugs\.toml:4: "):
        rubrics.load_folder(folder)
