"""Applying changes: exactly once, or not at all."""

from pathlib import Path

import pytest

from labkit.errors import LabError
from labkit.rubrics import Change, apply, changed_files

SMALLER = Change("boxes/box.py", "size = 60", "size = 50")


def test_the_snippet_is_replaced() -> None:
    """Nothing else changes."""
    assert apply(SMALLER, "a = 1\nsize = 60\n") == "a = 1\nsize = 50\n"


@pytest.mark.parametrize(("source", "times"), [("", 0), ("size = 60; size = 60", 2)])
def test_a_snippet_must_occur_exactly_once(source: str, times: int) -> None:
    """A bug that is not there, or is there twice, would make the marks meaningless."""
    with pytest.raises(LabError, match=rf"'size = 60' must .* once and occurs {times} times"):
        apply(SMALLER, source)


def test_changes_of_one_file_build_on_each_other(systems: Path) -> None:
    """The second change sees what the first has made."""
    again = Change("boxes/box.py", "size = 50", "size = 40")
    files = changed_files([SMALLER, again], systems)
    assert files == {"boxes/box.py": "colour = 'red'\nsize = 40\n"}


def test_the_systems_themselves_stay_as_they_are(systems: Path) -> None:
    """The result is text; writing it is the caller's."""
    changed_files([SMALLER], systems)
    assert "size = 60" in (systems / "boxes" / "box.py").read_text(encoding="utf-8")


def test_a_file_that_is_not_there_is_named(systems: Path) -> None:
    """Renaming a file of the system must not silently disarm a bug."""
    with pytest.raises(LabError, match=r"^boxes/lid\.py: "):
        changed_files([Change("boxes/lid.py", "a", "b")], systems)
