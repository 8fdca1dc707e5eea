"""Which servers stand ready for the next container."""

from collections.abc import Iterator
from typing import Any

import pytest

from labkit.engine import spares
from labkit.engine.spares import Spares
from tests.integration.engine.lab import wait_until


class Shelf:
    """Spares under one key, and what became of those that were too many."""

    def __init__(self) -> None:
        self.discarded: list[Any] = []
        self.spares = Spares(self.discarded.append)

    def take(self, patience: float = 1000.0) -> Any:
        return self.spares.take("key", object, patience)  # type: ignore[arg-type,return-value]

    def give_back(self, *servers: Any) -> None:
        for server in servers:
            self.spares.give_back("key", server)


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    made = Shelf()
    yield made
    made.spares.close()


def test_what_comes_back_is_handed_out_again_the_last_first(shelf: Shelf) -> None:
    assert shelf.take() is None
    shelf.give_back("one", "two")
    assert [shelf.take(), shelf.take(), shelf.take()] == ["two", "one", None]


def test_under_load_all_that_come_back_are_kept(shelf: Shelf) -> None:
    shelf.take()
    shelf.give_back(*range(6))
    assert sorted(shelf.take() for _ in range(6)) == list(range(6))
    assert shelf.discarded == []


def test_when_the_load_is_over_the_longest_waiting_go(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.take()
    shelf.give_back(*range(6))
    monkeypatch.setattr(spares, "_LOAD_SECONDS", 0.0)
    shelf.give_back(6)
    wait_until(lambda: len(shelf.discarded) == 4, "all but three to go")
    assert sorted([shelf.take(), shelf.take(), shelf.take()]) == [3, 4, 5]


def test_nobody_keeps_a_server_that_nobody_asked_for(shelf: Shelf) -> None:
    shelf.give_back("one")
    assert shelf.discarded == ["one"]


def test_without_patience_a_successor_is_made_at_once(shelf: Shelf) -> None:
    shelf.take(patience=0.0)
    wait_until(lambda: shelf.take() is not None, "a spare")
