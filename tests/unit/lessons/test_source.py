"""Showing code and contracts."""

from collections.abc import Iterator

import pytest

from labkit.lessons import contract, show


class Parrot:
    """A bird."""

    def say(self, other: "Parrot") -> None:
        """Speak to another."""
        self._secret(other)

    def _secret(self, other: "Parrot") -> None:
        """Nobody's business."""
        other.say(self)


@pytest.fixture
def a_fixture() -> Iterator[int]:
    """One."""
    number = 1
    yield number
    del number


def test_show_gives_the_source() -> None:
    assert "Nobody's business" in repr(show(Parrot))


def test_show_sees_through_a_fixture() -> None:
    assert "yield number" in repr(show(a_fixture))


def test_show_is_coloured_as_python() -> None:
    assert show(Parrot)._repr_markdown_().startswith("```python\nclass Parrot")


def test_a_contract_has_promises_without_code() -> None:
    text = repr(contract(Parrot))
    assert "def say(self, other: 'Parrot') -> None:" in text
    assert "Speak to another." in text
    assert "_secret" not in text
