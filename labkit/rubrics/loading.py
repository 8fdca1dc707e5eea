"""Reading rubrics: the TOML files in the folder of an exercise.

``bugs.toml`` and ``correct.toml`` may be missing where ``decisions.toml`` is all there is.
"""

from collections.abc import Iterable
from pathlib import Path

from labkit.errors import LabError
from labkit.rubrics.decisions import read_decisions
from labkit.rubrics.model import Bug, Change, Correct, Part, Quality, Rubric
from labkit.rubrics.tables import Table, read

FOLDER = Path(__file__).parent


def names() -> list[str]:
    """The exercises that can be graded, sorted by name."""
    return sorted(file.parent.name for file in FOLDER.glob("*/rubric.toml"))


def load(name: str) -> Rubric:
    """The rubric of an exercise.

    Raises:
        LabError: when there is no such exercise, or a file of it has a mistake.
    """
    return load_folder(FOLDER / known(name))


def known(name: str) -> str:
    """The name of an exercise, as given; its files are not looked at.

    Raises:
        LabError: when there is no such exercise.
    """
    if name not in names():
        raise LabError(f"There is no exercise '{name}'; these are graded: {', '.join(names())}.")
    return name


def load_folder(folder: Path) -> Rubric:
    """The rubric in a folder.

    Raises:
        LabError: one sentence with file and line, when a file is missing or has a mistake.
    """
    top = read(folder / "rubric.toml")
    top.only("title", "lesson", "exercise", "imports", "fresh_starts", "parts", "quality")
    parts = tuple(_part(table) for table in top.tables("parts"))
    _refuse_duplicates(parts)
    ids = {part.id for part in parts}
    decisions = read_decisions(folder / "decisions.toml", ids)
    alone = bool(decisions) and not (folder / "bugs.toml").exists()
    return Rubric(
        name=folder.name,
        title=top.text("title"),
        lesson=top.text("lesson"),
        exercise=top.text("exercise"),
        parts=parts,
        quality=_quality(top.table("quality")),
        bugs=() if alone else _bugs(read(folder / "bugs.toml"), ids),
        correct=() if alone else _correct_variants(read(folder / "correct.toml")),
        decisions=decisions,
        imports=top.texts("imports"),
        fresh_starts=top.whole("fresh_starts") if "fresh_starts" in top.values else 0,
    )


def _part(table: Table) -> Part:
    table.only("id", "name", "points", "section")
    name, section = table.text("name"), table.text("section")
    return Part(table.text("id"), name, table.whole("points"), section, table.place())


def _quality(table: Table) -> Quality:
    table.only("valid", "isolated")
    return Quality(table.whole("valid"), table.whole("isolated"))


def _bugs(file: Table, parts: set[str]) -> tuple[Bug, ...]:
    file.only("bugs")
    tables = file.tables("bugs")
    bugs = tuple(_bug(table) for table in tables)
    _refuse_duplicates(bugs)
    for table, bug in zip(tables, bugs, strict=True):
        if bug.part not in parts:
            table.fail(f"bug '{bug.id}' is in no part of rubric.toml: '{bug.part}'.", "part")
    return bugs


def _bug(table: Table) -> Bug:
    known = ("id", "part", "symptom", "misconception", "hints", "section", "changes")
    table.only(*known, "twins", "waits")
    changes = _changes(table, "bugs")
    if not changes:
        table.fail(f"bug '{table.text('id')}' changes nothing; add a [[bugs.changes]] table.")
    return Bug(
        id=table.text("id"),
        part=table.text("part"),
        symptom=table.text("symptom"),
        misconception=table.text("misconception"),
        hints=_hints(table),
        section=table.text("section"),
        changes=changes,
        twins=table.texts("twins"),
        waits=table.flag("waits"),
        place=table.place(),
    )


def _hints(table: Table) -> tuple[str, str, str]:
    hints = table.texts("hints")
    if len(hints) != 3:
        table.fail(f"a bug needs three hints, and here are {len(hints)}.", "hints")
    first, second, third = hints
    return first, second, third


def _correct_variants(file: Table) -> tuple[Correct, ...]:
    file.only("correct")
    variants = tuple(_correct(table) for table in file.tables("correct"))
    _refuse_duplicates(variants)
    return variants


def _correct(table: Table) -> Correct:
    table.only("id", "allows", "changes")
    changes = _changes(table, "correct")
    return Correct(table.text("id"), table.text("allows"), changes, table.place())


def _changes(table: Table, parent: str) -> tuple[Change, ...]:
    return tuple(_change(each) for each in table.tables("changes", f"{parent}.changes"))


def _change(table: Table) -> Change:
    table.only("file", "snippet", "replacement")
    return Change(table.text("file"), table.text("snippet"), table.raw("replacement"))


def _refuse_duplicates(entries: Iterable[Part | Bug | Correct]) -> None:
    seen: dict[str, str] = {}
    for entry in entries:
        if entry.id in seen:
            raise LabError(f"{entry.place}: the id '{entry.id}' is taken by {seen[entry.id]}.")
        seen[entry.id] = entry.place
