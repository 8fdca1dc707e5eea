"""Applying a variant's changes to the source of the systems."""

from collections.abc import Iterable
from pathlib import Path

from labkit.errors import LabError
from labkit.rubrics.model import Change


def apply(change: Change, source: str) -> str:
    """The source with the snippet replaced.

    Raises:
        LabError: unless the snippet occurs exactly once; a bug that is not there, or is there
            twice, would make the marks meaningless.
    """
    found = source.count(change.snippet)
    if found != 1:
        first = change.snippet.strip().splitlines()[0].strip()
        raise LabError(
            f"{change.file}: the snippet that begins '{first}' must occur exactly once"
            f" and occurs {found} times; bring the rubric and the system together again."
        )
    return source.replace(change.snippet, change.replacement)


def changed_files(changes: Iterable[Change], systems: Path) -> dict[str, str]:
    """The new text of every file that the changes touch, applied one after another.

    Args:
        changes: the edits of one variant.
        systems: the folder of the unchanged systems.

    Raises:
        LabError: when a file is missing or a snippet does not occur exactly once.
    """
    texts: dict[str, str] = {}
    for change in changes:
        source = texts.get(change.file)
        if source is None:
            source = _read(systems, change.file)
        texts[change.file] = apply(change, source)
    return texts


def _read(systems: Path, file: str) -> str:
    try:
        return (systems / file).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise LabError(f"{file}: the systems folder has no such file to change.") from None
