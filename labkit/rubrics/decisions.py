"""Decisions: questions of an exercise with a few options each, from ``decisions.toml``."""

from dataclasses import dataclass, field
from pathlib import Path

from labkit.rubrics.tables import Table, read


@dataclass(frozen=True)
class Option:
    """One possible answer.

    Attributes:
        id: what the learner writes down.
        text: what it says.
        why: why it holds, or why it does not; told only to those who chose it.
    """

    id: str
    text: str
    why: str
    place: str = field(default="", compare=False)


@dataclass(frozen=True)
class Decision:
    """One question.

    Attributes:
        id: the key of the learner's answer.
        part: the id of the part whose points it shares with that part's bugs.
        question: the question, as Markdown.
        options: what there is to choose from.
        right: ids of the options that hold; choosing any one of them is right.
        place: file and line, for messages to authors.
    """

    id: str
    part: str
    question: str
    options: tuple[Option, ...]
    right: tuple[str, ...]
    place: str = field(default="", compare=False)

    def option(self, option_id: str) -> Option | None:
        """The option with this id, or None."""
        return next((each for each in self.options if each.id == option_id), None)


def read_decisions(path: Path, parts: set[str]) -> tuple[Decision, ...]:
    """The decisions in a file; none when there is no such file.

    Args:
        path: a ``decisions.toml``.
        parts: ids of the parts of the rubric.

    Raises:
        LabError: one sentence with file and line, when the file has a mistake.
    """
    if not path.exists():
        return ()
    file = read(path)
    file.only("decisions")
    seen: set[str] = set()
    return tuple(_decision(table, parts, seen) for table in file.tables("decisions"))


def _decision(table: Table, parts: set[str], seen: set[str]) -> Decision:
    table.only("id", "part", "question", "right", "options")
    name, part = table.text("id"), table.text("part")
    if name in seen:
        table.fail(f"the id '{name}' is taken by another decision.", "id")
    seen.add(name)
    if part not in parts:
        table.fail(f"decision '{name}' is in no part of rubric.toml: '{part}'.", "part")
    options = _options(table)
    right = table.texts("right")
    ids = [each.id for each in options]
    for each in right:
        if each not in ids:
            table.fail(f"decision '{name}' has no option '{each}'.", "right")
    if not right or len(right) == len(ids):
        table.fail(f"decision '{name}' needs a right option and a wrong one.", "right")
    return Decision(name, part, table.text("question"), options, right, table.place())


def read_option(table: Table) -> Option:
    """The option in a table; LabError when it says too little or too much."""
    table.only("id", "text", "why")
    return Option(table.text("id"), table.text("text"), table.text("why"), table.place())


def _options(table: Table) -> tuple[Option, ...]:
    options: list[Option] = []
    for each in table.tables("options", "decisions.options"):
        option = read_option(each)
        if option.id in (other.id for other in options):
            each.fail(f"the id '{option.id}' is taken by another option of this decision.", "id")
        options.append(option)
    return tuple(options)
