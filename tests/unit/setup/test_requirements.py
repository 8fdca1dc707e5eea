"""Whether the running Python has what is asked for."""

import pytest

from labkit.setup.clone import Clone, this_clone
from labkit.setup.requirements import lacks, unmet


@pytest.mark.parametrize(
    "requirement",
    ["pytest>=8", "psycopg[binary]>=3", "no-such-package; sys_platform == 'plan9'"],
)
def test_what_is_here_is_not_missed(requirement: str) -> None:
    """Versions, extras and markers are understood."""
    assert unmet([requirement]) == []


@pytest.mark.parametrize("requirement", ["pytest>=999", "no-such-package"])
def test_what_is_not_here_is_missed(requirement: str) -> None:
    """Too old is as bad as absent."""
    assert unmet(["packaging", requirement]) == [requirement]


def test_this_environment_belongs_to_this_clone() -> None:
    """The tests run where labkit is installed, editable, from here."""
    assert lacks(this_clone()) == []


def test_an_environment_of_another_clone_is_not_ours(clone: Clone) -> None:
    """Else edits in one clone would be tested with the code of another."""
    assert lacks(clone) == ["labkit (this clone)"]
