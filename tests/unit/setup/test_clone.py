"""What decides whether packages must be installed again."""

from pathlib import Path

import pytest

from labkit.errors import LabError
from labkit.setup import clone as cloning
from labkit.setup.clone import Clone


def changed(clone: Clone, old: str, new: str) -> Clone:
    """Return the clone afresh after a change to its pyproject.toml."""
    text = clone.pyproject.read_text()
    assert old in text
    clone.pyproject.write_text(text.replace(old, new, 1))
    return Clone(clone.root)


def test_a_changed_dependency_changes_the_fingerprint(clone: Clone) -> None:
    """Somebody pulls a version that needs more: the set-up must notice."""
    before = clone.fingerprint
    assert changed(clone, '"nbval>=0.11"', '"nbval>=0.12"').fingerprint != before


def test_a_changed_tool_setting_does_not(clone: Clone) -> None:
    """Nobody waits for pip because a line became longer."""
    before = clone.fingerprint
    assert changed(clone, "line-length = 100", "line-length = 99").fingerprint == before


def test_extras_add_to_the_requirements(clone: Clone) -> None:
    """`labkit test` needs more than `labkit open`."""
    plain = clone.requirements(frozenset())
    assert set(plain) < set(clone.requirements(frozenset({"test"})))


def test_labkit_without_its_clone_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package in site-packages has no notebooks to open."""
    monkeypatch.setattr(cloning, "_root", lambda: tmp_path)
    with pytest.raises(LabError, match="clone its repository"):
        cloning.this_clone()
