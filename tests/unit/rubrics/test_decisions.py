"""Decisions of a rubric: loading, and what is said of each mistake in them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from labkit import rubrics
from labkit.errors import LabError
from labkit.rubrics import Decision, Option, problems

Spoil = Callable[[str, str, str], None]

DECISIONS = """\
[[decisions]]
id = "which-hat"
part = "size"
question = "Which hat fits?"
right = ["large"]

[[decisions.options]]
id = "small"
text = "The small one."
why = "It stays on top of the head."

[[decisions.options]]
id = "large"
text = "The large one."
why = "Heads differ, and it can be padded."
"""

NO_QUALITY = ("rubric.toml", "valid = 10\nisolated = 10", "valid = 0\nisolated = 0")


@pytest.fixture(autouse=True)
def decisions(folder: Path) -> Path:
    """The rubric's file of decisions."""
    path = folder / "decisions.toml"
    path.write_text(DECISIONS, encoding="utf-8")
    return path


@pytest.fixture
def alone(folder: Path, spoil: Spoil) -> Path:
    """The rubric with its decision and without any bug."""
    (folder / "bugs.toml").unlink()
    (folder / "correct.toml").unlink()
    spoil("rubric.toml", "points = 80", "points = 100")
    return folder


def test_a_decision_has_its_options_in_the_order_of_the_file(folder: Path) -> None:
    [decision] = rubrics.load_folder(folder).decisions
    small = Option("small", "The small one.", "It stays on top of the head.")
    large = Option("large", "The large one.", "Heads differ, and it can be padded.")
    expected = Decision("which-hat", "size", "Which hat fits?", (small, large), ("large",))
    assert decision == expected
    assert decision.option("small") == small
    assert decision.option("medium") is None


def test_decisions_stand_beside_the_bugs_of_their_part(folder: Path, systems: Path) -> None:
    rubric = rubrics.load_folder(folder)
    assert [each.id for each in rubric.decisions_of("size")] == ["which-hat"]
    assert len(list(rubric.bugs_of("size"))) == 1
    assert problems(folder, systems, folder) == []


def test_a_rubric_of_decisions_needs_no_bugs(alone: Path, systems: Path, spoil: Spoil) -> None:
    spoil(*NO_QUALITY)
    assert problems(alone, systems, alone) == []
    assert rubrics.load_folder(alone).variants == ()


def test_without_bugs_there_are_no_points_for_quality(
    alone: Path, systems: Path, spoil: Spoil
) -> None:
    spoil("rubric.toml", "points = 100", "points = 80")
    [only] = problems(alone, systems, alone)
    assert only.startswith("boxes/rubric.toml:1: without bugs nobody can earn points for quality")


def test_without_any_decision_the_bugs_are_missed(folder: Path, decisions: Path) -> None:
    decisions.unlink()
    (folder / "bugs.toml").unlink()
    with pytest.raises(LabError, match=r"boxes/bugs.toml: there is no such file"):
        rubrics.load_folder(folder)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('part = "size"', 'part = "hue"', "3: decision 'which-hat' is in no part .*: 'hue'"),
        ('right = ["large"]', 'right = ["huge"]', "5: decision 'which-hat' has no option 'huge'"),
        ('right = ["large"]', "right = []", "5: decision 'which-hat' needs a right option and a"),
        ('["large"]', '["large", "small"]', "5: decision 'which-hat' needs a right option and a"),
        ('id = "large"', 'id = "small"', "13: the id 'small' is taken by another option"),
        ('why = "It stays on top of the head."', "", "7: 'why' is missing"),
        ("question =", "asks =", "4: unknown key 'asks'"),
        ('text = "The small one."', 'texts = "x"', "9: unknown key 'texts'"),
        ("[[decisions]]", "[decisions]", r"1: .* \[\[decisions\]\]"),
    ],
)
def test_a_mistake_is_a_sentence_with_file_and_line(
    folder: Path, spoil: Spoil, old: str, new: str, message: str
) -> None:
    spoil("decisions.toml", old, new)
    with pytest.raises(LabError, match=f"^boxes/decisions.toml:{message}"):
        rubrics.load_folder(folder)


def test_two_decisions_of_one_name_are_refused(folder: Path, decisions: Path) -> None:
    decisions.write_text(f"{DECISIONS}\n{DECISIONS}", encoding="utf-8")
    with pytest.raises(LabError, match=r"boxes/decisions.toml:18: the id 'which-hat' is taken"):
        rubrics.load_folder(folder)


@pytest.mark.parametrize("why", ["Take the large one instead.", "No: THE LARGE ONE fits."])
def test_a_reason_that_gives_the_right_option_away_is_a_problem(
    folder: Path, systems: Path, spoil: Spoil, why: str
) -> None:
    spoil("decisions.toml", "It stays on top of the head.", why)
    [only] = problems(folder, systems, folder)
    assert only == (
        "boxes/decisions.toml:7: the why of 'small' gives the right option away: it names 'large'."
    )


@pytest.mark.parametrize(("count", "found"), [(3, 0), (4, 1)])
def test_the_place_of_the_right_options_must_not_give_them_away(
    folder: Path, systems: Path, decisions: Path, count: int, found: int
) -> None:
    several = [DECISIONS.replace("which-hat", f"hat-{number}") for number in range(count)]
    decisions.write_text("\n".join(several), encoding="utf-8")
    said = problems(folder, systems, folder)
    assert len(said) == found
    assert all("stands in the same place" in problem for problem in said)
