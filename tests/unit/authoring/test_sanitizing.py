"""What validation ignores, and what it must not ignore."""

import pytest

from labkit.authoring.sanitizing import sanitize

VOLATILE = {
    "address in memory": ("<Repo at 0x7f1c2a3b4c5d>", "<Repo at 0x7fffaa3b4c00>"),
    "random identifier": (
        "id=0b5a7c1e-8f2d-4a6b-9c3d-1e2f3a4b5c6d",
        "id=ffffffff-8f2d-4a6b-9c3d-1e2f3a4b5c6d",
    ),
    "picked port in a URL": ("postgresql://localhost:33012/t", "postgresql://localhost:58761/t"),
    "picked port in words": ('port=40001, "port": 40001', 'port=50002, "port": 50002'),
    "measured seconds": ("clone  0.07 s", "clone 12.31 s"),
    "measured milliseconds": ("took 7 ms", "took 133.2 ms"),
    "measured ratio": ("12.5x faster", "9.1x faster"),
    "point in time": ("2026-01-02 03:04:05.678901+00:00", "2027-11-12 13:14:15.161718+00:00"),
    "datetime": (
        "datetime.datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=utc)",
        "datetime.datetime(2027, 11, 12, 13, 14, 15, 161718, tzinfo=utc)",
    ),
    "temporary folder": ("/tmp/tmpab12cd34/suite.py:3", "/tmp/pytest-of-me/pytest-1/suite.py:3"),
    "temporary folder on macOS": (
        "/tmp/tmpab12cd34",
        "/private/var/folders/ab/cd_12/T/tmpzz12zz34",
    ),
    "pytest's last line": ("==== 2 passed in 0.12s ====", "=== 2 passed in 10.12s ==="),
    "server's process and transaction": (
        "Process 12 waits for ShareLock on transaction 756; blocked by process 13.",
        "Process 99 waits for ShareLock on transaction 801; blocked by process 98.",
    ),
    "minor version": (
        "PostgreSQL 16.14 on x86_64-pc-linux-gnu, compiled by gcc (Debian 12.2.0-14) 12.2, 64-bit",
        "PostgreSQL 16.4 (Debian 16.4-1.pgdg120+1) on aarch64-unknown-linux-gnu, 64-bit",
    ),
    "%time": ("Wall time: 12 ms", "Wall time: 1min 3s"),
}
REAL = {
    "number of rows": ("3 rows", "4 rows"),
    "whole seconds, a setting": ("waits 5 seconds", "waits 6 seconds"),
    "a server's own port": ("localhost:5432", "localhost:5433"),
    "a day in the data": ("2024-01-31 12:00:00", "2024-02-01 12:00:00"),
    "a date without a time": ("datetime.date(2024, 1, 31)", "datetime.date(2024, 2, 1)"),
    "a number with decimals": ("total 0.30000000000000004", "total 0.3"),
    "name of a file": ("/tmp/tmpab12cd34/suite.py", "/tmp/tmpab12cd34/other.py"),
    "how a run ended": ("== 2 passed in 0.12s ==", "== 1 failed, 1 passed in 0.12s =="),
    "major version": ("PostgreSQL 16.14", "PostgreSQL 17.14"),
    "kind of error": ("UniqueViolation: duplicate key", "CheckViolation: duplicate key"),
    "text after a duration": ("0.1 s: caught", "0.1 s: missed"),
}


@pytest.mark.parametrize(("one", "other"), VOLATILE.values(), ids=VOLATILE.keys())
def test_a_difference_that_every_run_makes_is_ignored(one: str, other: str) -> None:
    assert sanitize(one) == sanitize(other)


@pytest.mark.parametrize(("one", "other"), REAL.values(), ids=REAL.keys())
def test_a_real_difference_is_seen(one: str, other: str) -> None:
    assert sanitize(one) != sanitize(other)
