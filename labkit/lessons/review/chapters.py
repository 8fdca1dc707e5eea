"""The self-check questions, read from a TOML file per chapter beside this module."""

from dataclasses import dataclass
from pathlib import Path

from labkit.errors import LabError
from labkit.rubrics import Option
from labkit.rubrics.decisions import read_option
from labkit.rubrics.tables import Table, read

HERE = Path(__file__).parent
ORDER = (
    "practice", "why", "strategies", "databases", "contracts", "apis", "queues",
    "real_or_mock", "mistakes", "organising", "challenge",
)  # fmt: skip
"""The names of the chapters, in the order of the course; ``practice`` is about all of them."""

_MOST_OPTIONS = 5


@dataclass(frozen=True)
class Question:
    """One question of the self-check.

    Attributes:
        id: under which the answer is remembered.
        question: what is asked.
        options: what there is to choose from, each with the reason why it holds or not.
        right: the id of the only option that holds.
        read: where it is taught: a notebook, and after a colon a heading in it.
    """

    id: str
    question: str
    options: tuple[Option, ...]
    right: str
    read: str


@dataclass(frozen=True)
class Claim:
    """What a chapter has shown, as one small test that shows it again.

    Attributes:
        title: the claim, short enough for a picture.
        options: what pytest is told: the fixtures, and what is broken on purpose.
    """

    title: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Chapter:
    """The questions of one chapter.

    Attributes:
        name: the chapter's name, for example ``"why"``.
        number: as the notebooks have it; empty for questions about all chapters.
        claim: what the chapter has shown; None for the questions about all chapters.
    """

    name: str
    number: str
    title: str
    questions: tuple[Question, ...]
    claim: Claim | None = None


def chapter(name: str) -> Chapter:
    """The questions of a chapter.

    Args:
        name: one of `ORDER`.

    Raises:
        LabError: when there is no such chapter, or its file has a mistake: where, and which.
    """
    if name not in ORDER:
        raise LabError(f"There are no questions for '{name}'; there are for: {', '.join(ORDER)}.")
    return read_chapter(HERE / f"{name}.toml")


def read_chapter(path: Path) -> Chapter:
    """The questions in a file.

    Raises:
        LabError: one sentence with file and line, when the file has a mistake.
    """
    file = read(path)
    file.only("number", "title", "claim", "questions")
    questions = tuple(map(_question, file.tables("questions")))
    if not questions:
        file.fail("there is no question; add a [[questions]] table.")
    _refuse_two_of_a_name(file, [each.id for each in questions])
    return Chapter(
        path.stem,
        file.raw("number"),
        file.text("title"),
        questions,
        _claim(file.table("claim")) if "claim" in file.values else None,
    )


def _claim(table: Table) -> Claim:
    table.only("title", "options")
    return Claim(table.text("title"), table.texts("options"))


def _question(table: Table) -> Question:
    table.only("id", "question", "right", "read", "options")
    options = tuple(map(read_option, table.tables("options", "questions.options")))
    ids = [each.id for each in options]
    _refuse_two_of_a_name(table, ids)
    name, right = table.text("id"), table.text("right")
    if not 2 <= len(options) <= _MOST_OPTIONS:
        table.fail(f"'{name}' has {len(options)} options; it needs 2 to {_MOST_OPTIONS}.", "id")
    if right not in ids:
        table.fail(f"'{name}' has no option '{right}', which should be right.", "right")
    return Question(name, table.text("question"), options, right, table.text("read"))


def _refuse_two_of_a_name(table: Table, ids: list[str]) -> None:
    for name in ids:
        if ids.count(name) > 1:
            table.fail(f"the id '{name}' is used twice; give each its own.")
