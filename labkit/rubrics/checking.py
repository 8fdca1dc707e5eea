"""What the loader cannot see: do the variants apply, compile, and add up to a fair exercise?"""

import json
from collections.abc import Iterator
from pathlib import Path

from labkit.errors import LabError
from labkit.rubrics.changing import changed_files
from labkit.rubrics.fair_questions import unfair
from labkit.rubrics.loading import load_folder
from labkit.rubrics.model import Bug, Correct, Part, Quality, Rubric
from labkit.rubrics.tables import named

ROOT = Path(__file__).parent.parent.parent
SYSTEMS = Path(__file__).parent.parent / "systems"
FULL_MARKS = 100
NO_QUALITY = Quality(valid=0, isolated=0)


def problems(folder: Path, systems: Path = SYSTEMS, root: Path = ROOT) -> list[str]:
    """Every problem of a rubric, one sentence each with file and line; empty when it is sound.

    Args:
        folder: the rubric's folder.
        systems: the unchanged systems under test.
        root: the project's root, where the lesson notebook is looked for.
    """
    try:
        rubric = load_folder(folder)
    except LabError as error:
        return [str(error)]
    return [
        *_sums(rubric, folder),
        *_fairness(rubric, folder),
        *_changes(rubric, systems),
        *_twins(rubric),
        *_sections(rubric, folder, root / rubric.lesson),
        *unfair(rubric),
    ]


def _sums(rubric: Rubric, folder: Path) -> Iterator[str]:
    if rubric.max_points != FULL_MARKS:
        yield (
            f"{named(folder / 'rubric.toml')}:1: parts and quality add up to {rubric.max_points}"
            f" points; they must add up to {FULL_MARKS}."
        )
    for part in rubric.parts:
        if not any(rubric.bugs_of(part.id)) and not any(rubric.decisions_of(part.id)):
            yield (
                f"{part.place}: part '{part.id}' has no bug and no decision,"
                " so nobody can earn its points."
            )
    if not rubric.bugs and rubric.quality != NO_QUALITY:
        yield (
            f"{named(folder / 'rubric.toml')}:1: without bugs nobody can earn points for quality;"
            " set valid and isolated to 0."
        )


def _fairness(rubric: Rubric, folder: Path) -> Iterator[str]:
    if not rubric.bugs:
        return
    originals = [variant for variant in rubric.correct if not variant.changes]
    if len(originals) != 1:
        yield (
            f"{named(folder / 'correct.toml')}:1: exactly one correct variant must have no changes,"
            f" and {len(originals)} have none."
        )


def _changes(rubric: Rubric, systems: Path) -> Iterator[str]:
    seen: dict[tuple[tuple[str, str], ...], str] = {}
    for variant in rubric.variants:
        try:
            files = changed_files(variant.changes, systems)
        except LabError as error:
            yield f"{variant.place}: '{variant.id}' does not apply: {error}"
            continue
        yield from _broken(variant, files)
        same = seen.setdefault(tuple(sorted(files.items())), variant.id)
        if same != variant.id:
            yield f"{variant.place}: '{variant.id}' changes exactly what '{same}' changes."


def _broken(variant: Bug | Correct, files: dict[str, str]) -> Iterator[str]:
    for file, text in files.items():
        try:
            compile(text, file, "exec")
        except SyntaxError as error:
            yield (
                f"{variant.place}: '{variant.id}' leaves {file} broken"
                f" at line {error.lineno}: {error.msg}."
            )


def _twins(rubric: Rubric) -> Iterator[str]:
    known = {bug.id for bug in rubric.bugs}
    for bug in rubric.bugs:
        for twin in bug.twins:
            if twin not in known or twin == bug.id:
                yield f"{bug.place}: '{bug.id}' names '{twin}' as a twin, which is no other bug."


def _sections(rubric: Rubric, folder: Path, lesson: Path) -> Iterator[str]:
    if not lesson.exists():
        yield (
            f"{named(folder / 'rubric.toml')}:1: there is no lesson {rubric.lesson};"
            " name one that exists."
        )
        return
    titles = set(_headings(lesson))
    entries: tuple[Part | Bug, ...] = (*rubric.parts, *rubric.bugs)
    for entry in entries:
        if entry.section not in titles:
            yield f"{entry.place}: {rubric.lesson} has no heading '{entry.section}'."


def _headings(notebook: Path) -> Iterator[str]:
    """The titles of all headings in a notebook's text cells."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    for cell in cells:
        if cell["cell_type"] == "markdown":
            for line in "".join(cell["source"]).splitlines():
                if line.startswith("#"):
                    yield line.lstrip("#").strip()
