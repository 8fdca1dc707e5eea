"""Five ways to give each test a database without the rows of the test before, measured."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import psycopg

from labkit.lessons.databases.scratch import run_on, scratch_database

BUDGET = 300.0
"""Milliseconds to spend on each way."""

FEWEST, MOST = 3, 20
"""How many tests each way runs: as many as the budget allows, within these bounds."""

Test = Callable[["psycopg.Connection[Any]"], None]
OneTest = Callable[[Test], None]
"""Runs a test on clean tables, and leaves clean tables for the next."""

Way = Callable[[str, int], AbstractContextManager[OneTest]]
"""Prepares a server, given its URL and a number of tables, before the first test."""


@contextmanager
def fresh_database(server: str, tables: int) -> Iterator[OneTest]:
    """A new database for each test, its tables created from nothing."""

    def one(test: Test) -> None:
        with scratch_database(server) as url, psycopg.connect(url, autocommit=True) as connection:
            create_tables(connection, tables)
            test(connection)

    yield one


@contextmanager
def template_clone(server: str, tables: int) -> Iterator[OneTest]:
    """A new database for each test, copied from one that has its tables already."""
    with scratch_database(server) as template:
        with psycopg.connect(template, autocommit=True) as connection:
            create_tables(connection, tables)

        name = template.rpartition("/")[2]

        def one(test: Test) -> None:
            with scratch_database(server, name) as url, psycopg.connect(url) as connection:
                test(connection)

        yield one


@contextmanager
def truncate(server: str, tables: int) -> Iterator[OneTest]:
    """One database for all tests; after each test, TRUNCATE every table."""
    with _shared(server, tables) as connection:
        yield _emptying(connection, "TRUNCATE " + ", ".join(_names(tables)))


@contextmanager
def delete(server: str, tables: int) -> Iterator[OneTest]:
    """One database for all tests; after each test, DELETE every row."""
    with _shared(server, tables) as connection:
        yield _emptying(connection, "; ".join(f"DELETE FROM {name}" for name in _names(tables)))


@contextmanager
def rollback(server: str, tables: int) -> Iterator[OneTest]:
    """One database and one connection for all tests; after each test, ROLLBACK."""
    with _shared(server, tables) as connection:

        def one(test: Test) -> None:
            with connection.transaction(force_rollback=True):
                test(connection)

        yield one


WAYS: dict[str, Way] = {
    "fresh database": fresh_database,
    "template clone": template_clone,
    "TRUNCATE": truncate,
    "DELETE": delete,
    "ROLLBACK": rollback,
}


@dataclass(frozen=True)
class Measured:
    """Milliseconds that each test took, by number of tables and by way."""

    times: dict[int, dict[str, list[float]]]

    def __repr__(self) -> str:
        sizes = " and ".join(map(str, self.times))
        ways = len(next(iter(self.times.values())))
        return f"{ways} ways measured with {sizes} tables; every test began with empty tables"


def measure(server: str, sizes: tuple[int, ...] = (2, 40)) -> Measured:
    """Run the same small test again and again, kept apart in each way.

    Args:
        server: the URL of a PostgreSQL server on which this may create and drop databases.
        sizes: numbers of tables to try.
    """
    return Measured({size: _of_all_ways(server, size) for size in sizes})


def small_test(connection: "psycopg.Connection[Any]") -> None:
    """Store one user in a table that must be empty."""
    [(count,)] = connection.execute("SELECT count(*) FROM users_1")
    assert count == 0, f"the test met {count} rows of another test"
    connection.execute("INSERT INTO users_1 (email, name) VALUES ('ada@example.com', 'Ada')")


def create_tables(connection: "psycopg.Connection[Any]", tables: int) -> None:
    """Create small tables like the user service's."""
    with connection.transaction():
        for name in _names(tables):
            connection.execute(
                f"CREATE TABLE {name} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                " email text NOT NULL UNIQUE, name text NOT NULL)"
            )


def _of_all_ways(server: str, tables: int) -> dict[str, list[float]]:
    return {name: _times(way, server, tables) for name, way in WAYS.items()}


def _times(way: Way, server: str, tables: int) -> list[float]:
    run_on(server, "CHECKPOINT")  # No way shall pay for the writes of the one before.
    times: list[float] = []
    with way(server, tables) as one:
        while len(times) < FEWEST or (sum(times) < BUDGET and len(times) < MOST):
            times.append(_milliseconds(one))
    return times


def _milliseconds(one: OneTest) -> float:
    begin = perf_counter()
    one(small_test)
    return 1000 * (perf_counter() - begin)


def _emptying(connection: "psycopg.Connection[Any]", statement: str) -> OneTest:
    def one(test: Test) -> None:
        test(connection)
        connection.execute(statement)

    return one


@contextmanager
def _shared(server: str, tables: int) -> Iterator["psycopg.Connection[Any]"]:
    with scratch_database(server) as url, psycopg.connect(url, autocommit=True) as connection:
        create_tables(connection, tables)
        yield connection


def _names(tables: int) -> list[str]:
    return [f"users_{number}" for number in range(1, tables + 1)]
