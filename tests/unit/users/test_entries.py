"""What the cache holds is read back as it was, or not at all."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from labkit.systems.users import User
from labkit.systems.users.entries import BrokenEntry, key_of, read, written

ALICE = User(7, "alice@example.com", "Zoë 東京", datetime(2026, 5, 1, 12, 30, 0, 123456, UTC))


def changed(**fields: object) -> bytes:
    return json.dumps({**json.loads(written(ALICE)), **fields}).encode()


def without(field: str) -> bytes:
    fields = json.loads(written(ALICE))
    del fields[field]
    return json.dumps(fields).encode()


def test_a_user_comes_back_as_written():
    assert read(written(ALICE), 7) == ALICE


def test_a_time_in_another_zone_comes_back_as_the_same_time():
    elsewhere = ALICE.created_at.astimezone(timezone(timedelta(hours=9)))
    alice = User(7, "alice@example.com", "Alice", elsewhere)
    assert read(written(alice), 7) == alice


def test_nobody_comes_back_as_nobody():
    assert read(written(None), 7) is None


@pytest.mark.parametrize(
    "entry",
    [
        b"",
        b"\xff\xfe",
        b"garbage",
        b"null",
        b"[]",
        b"{}",
        b"[" * 100_000,
        written(ALICE)[:-1],
        without("name"),
        changed(surname="Liddell"),
        changed(id="7"),
        changed(id=True),
        changed(name=None),
        changed(created_at="yesterday"),
        changed(created_at="2026-05-01T12:30:00"),
    ],
)
def test_anything_else_is_a_broken_entry(entry: bytes):
    with pytest.raises(BrokenEntry):
        read(entry, 7)


def test_the_entry_of_another_user_is_broken():
    with pytest.raises(BrokenEntry):
        read(written(ALICE), 8)


def test_each_user_has_a_key_of_its_own():
    assert len({key_of(number) for number in range(100)}) == 100
