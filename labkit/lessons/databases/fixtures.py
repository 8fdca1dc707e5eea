"""The lesson's fixtures, each with the scope that suits its cost.

``%%tests databases`` loads this file as a pytest plugin. The option ``--repository NAME`` puts a
repository with a mistake, from ``broken.py``, in the place of the correct one.
"""

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from testcontainers.community.postgres import PostgresContainer

from labkit.lessons.databases import broken
from labkit.lessons.databases.at_once import at_once
from labkit.lessons.databases.scratch import scratch_database, url_of
from labkit.systems import users
from labkit.systems.users import UserRepository


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--repository``."""
    parser.addoption("--repository", default="UserRepository", help="the class to test")


def pytest_configure(config: pytest.Config) -> None:
    """Let every later import of ``UserRepository`` find the class to test."""
    users.UserRepository = getattr(broken, config.getoption("--repository"))  # type: ignore[misc]


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A PostgreSQL 16 that all tests share: starting one is dear.

    `driver=None` makes its URL a plain postgresql:// one, for psycopg.
    """
    with PostgresContainer("postgres:16", driver=None) as postgres:
        yield postgres.get_connection_url()


@pytest.fixture(scope="session")
def template(server: str) -> Iterator[str]:
    """The name of a database with tables and no rows, migrated once."""
    with scratch_database(server) as url:
        with UserRepository(url) as repository:
            repository.migrate()
        yield url.rpartition("/")[2]


@pytest.fixture
def url(server: str, template: str) -> Iterator[str]:
    """The URL of a database that belongs to one test: a copy of the template."""
    with scratch_database(server, template) as url:
        yield url


@pytest.fixture
def repository(url: str) -> Iterator[UserRepository]:
    """A repository on the test's own database, closed after the test."""
    with users.UserRepository(url) as repository:
        yield repository


@pytest.fixture(scope="session")
def shared_url(server: str, template: str) -> str:
    """The URL of one database for all tests, to show what goes wrong then."""
    return url_of(server, template)


@pytest.fixture
def rolled_back(shared_url: str) -> Iterator["psycopg.Connection[tuple[object, ...]]"]:
    """A connection to the shared database whose work is undone after the test."""
    with psycopg.connect(shared_url) as connection:
        yield connection
        connection.rollback()


@pytest.fixture(name="at_once")
def at_once_fixture() -> Callable[..., list[Any]]:
    """The function `at_once`, for tests that import nothing."""
    return at_once
