"""SQLite and PostgreSQL side by side, as the lesson compares them."""

import psycopg
import pytest

from labkit.lessons.databases import SideBySide


@pytest.fixture
def compare(server: str) -> SideBySide:
    """The comparison on a real server."""
    return SideBySide(server)


def test_agreement_is_no_difference(compare: SideBySide) -> None:
    assert compare("SELECT 1").differences == ()


def test_an_error_is_told_by_its_kind(compare: SideBySide) -> None:
    [step] = compare("CREATE TABLE t (n integer)", "INSERT INTO t VALUES ('x')").differences
    assert step.sqlite == "done"
    assert step.postgres.startswith("InvalidTextRepresentation: ")


def test_each_script_starts_with_nothing(compare: SideBySide) -> None:
    assert compare("CREATE TABLE t (n integer)").differences == ()
    assert compare("CREATE TABLE t (n integer)").differences == ()


def test_a_script_leaves_no_database_behind(server: str, compare: SideBySide) -> None:
    compare("A: CREATE TABLE t (n integer)", "B: BEGIN", "B: SELECT * FROM t")
    with psycopg.connect(server) as connection:
        query = "SELECT count(*) FROM pg_database WHERE datname LIKE 'scratch%'"
        assert connection.execute(query).fetchone() == (0,)


def test_in_memory_a_second_connection_has_a_database_of_its_own(compare: SideBySide) -> None:
    script = ("A: CREATE TABLE t (n integer)", "B: SELECT count(*) FROM t")
    assert "no such table" in compare(*script).steps[-1].sqlite
    assert compare(*script, sqlite="file").steps[-1].sqlite == "0"


def test_a_commit_after_an_error_is_told_as_the_rollback_that_it_is(compare: SideBySide) -> None:
    steps = compare("BEGIN", "SELECT 1 / 0", "COMMIT").steps
    assert steps[-1].postgres == "done, as ROLLBACK"


def test_waiting_for_a_lock_ends(compare: SideBySide) -> None:
    steps = compare(
        "A: CREATE TABLE t AS SELECT 1 AS n",
        "A: BEGIN",
        "A: UPDATE t SET n = 2",
        "B: UPDATE t SET n = 3",
    ).steps
    assert steps[-1].postgres == "waits for the other connection"
