"""Is the machine ready?"""

from types import SimpleNamespace

import pytest

from labkit import engine
from labkit.errors import LabError
from labkit.lessons import start


def machine(monkeypatch: pytest.MonkeyPatch, kind: str, *servers: str) -> None:
    """Pretend to be a machine with this engine and these servers."""
    monkeypatch.setattr(engine, "use", lambda: SimpleNamespace(kind=kind))
    monkeypatch.setattr(engine, "installed", lambda: [SimpleNamespace(name=s) for s in servers])


@pytest.mark.parametrize(("kind", "servers"), [("embedded", ["postgres"]), ("docker", [])])
def test_a_machine_with_all_is_ready(
    monkeypatch: pytest.MonkeyPatch, kind: str, servers: list[str]
) -> None:
    machine(monkeypatch, kind, *servers)
    assert repr(start.ready()).endswith("Ready.")


def test_ready_says_what_to_do_about_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    machine(monkeypatch, "embedded")
    text = repr(start.ready())
    assert "NO   PostgreSQL: run `python3 -m labkit doctor`" in text
    assert text.splitlines()[-1].startswith("Not ready")


@pytest.mark.parametrize(("kind", "word"), [("embedded", "process"), ("podman", "Podman")])
def test_it_says_what_starts_the_servers(
    monkeypatch: pytest.MonkeyPatch, kind: str, word: str
) -> None:
    machine(monkeypatch, kind, "postgres")
    assert word in start.where_it_runs()


class Rows:
    """A cursor that has read some rows."""

    def __init__(self, *rows: tuple[object, ...]) -> None:
        self.rows = rows

    def fetchall(self) -> list[tuple[object, ...]]:
        return [*self.rows]


def test_one_value_is_the_answer() -> None:
    assert start._only_value(Rows((3,))) == 3


@pytest.mark.parametrize("rows", [[], [(1, 2)], [(1,), (2,)]])
def test_more_or_less_than_one_value_is_one_sentence(rows: list[tuple[object, ...]]) -> None:
    with pytest.raises(LabError, match="one row with one column"):
        start._only_value(Rows(*rows))
