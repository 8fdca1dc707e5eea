"""The note that spares a second start the work."""

import pytest

from labkit.setup import stamp
from labkit.setup.clone import Clone

NONE: frozenset[str] = frozenset()
TEST = frozenset({"test"})


@pytest.fixture(autouse=True)
def venv(clone: Clone) -> None:
    """The folder that a stamp lies in."""
    clone.venv.mkdir()


def covers(clone: Clone, extras: frozenset[str] = NONE) -> bool:
    """Return whether the stamp on disk covers the extras."""
    found = stamp.read(clone)
    return found is not None and found.covers(clone, extras)


def test_a_complete_installation_is_remembered(clone: Clone) -> None:
    """With its extras, and so without them."""
    stamp.write(clone, TEST, complete=True)
    assert covers(clone, TEST)
    assert covers(clone)


def test_an_interrupted_installation_is_not_taken_for_complete(clone: Clone) -> None:
    """The stamp is written before pip starts and completed after it."""
    stamp.write(clone, NONE, complete=False)
    assert not covers(clone)


def test_extras_that_were_not_installed_are_not_covered(clone: Clone) -> None:
    """`labkit test` after `labkit open` has something left to install."""
    stamp.write(clone, NONE, complete=True)
    assert not covers(clone, TEST)


def test_a_moved_clone_is_not_covered(clone: Clone) -> None:
    """Programs in .venv/bin hold the old path."""
    stamp.write(clone, NONE, complete=True)
    moved = Clone(clone.root.rename(clone.root.with_name("moved")))
    assert not covers(moved)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"root": "x"}', '{"extras": [], "what": 1}'])
def test_a_damaged_stamp_counts_as_none(clone: Clone, text: str) -> None:
    """A full disk may leave anything."""
    (clone.venv / "labkit-setup.json").write_text(text)
    assert stamp.read(clone) is None
