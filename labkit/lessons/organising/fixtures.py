"""The lesson's fixtures, and machines and systems on which a suite can be tried.

``%%tests organising`` loads this file as a pytest plugin. ``--room N`` makes it a machine with
room for so many servers; ``--repository NAME`` and ``--keys NAME`` put something with a mistake
in the place of what is correct.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import psycopg
import pytest
from testcontainers.community.postgres import PostgresContainer
from testcontainers.core.container import DockerContainer

from labkit.lessons.databases import broken
from labkit.systems import users
from labkit.systems.users import entries

KEYS: dict[str, Callable[[int], str]] = {
    "correct": entries.key_of,
    "the same for all": lambda _: f"users:v{entries.VERSION}",
}
_TAKEN = (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation)
MARKERS = ("unit: needs nothing but Python", "integration: needs a PostgreSQL")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--room``, ``--repository`` and ``--keys``."""
    parser.addoption("--room", type=int, default=0, help="servers that fit on the machine; 0: any")
    parser.addoption("--repository", default="UserRepository", help="the class to test")
    parser.addoption("--keys", default="correct", choices=sorted(KEYS), help="what to test")


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers, and put in the machine and the system to try."""
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)
    users.UserRepository = getattr(broken, config.getoption("--repository"))  # type: ignore[misc]
    entries.key_of = KEYS[config.getoption("--keys")]  # type: ignore[assignment]
    if room := config.getoption("--room"):
        _make_room(room)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(config: pytest.Config) -> None:
    """Before ``-n`` starts its workers: one server, whose address they inherit."""
    postgres = PostgresContainer("postgres:16", driver=None).start()
    config.add_cleanup(postgres.stop)
    os.environ["TEST_SERVER"] = postgres.get_connection_url()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL: the one that was named, else an own one."""
    if "TEST_SERVER" in os.environ:
        yield os.environ["TEST_SERVER"]
    else:
        with PostgresContainer("postgres:16", driver=None) as postgres:
            yield postgres.get_connection_url()


@pytest.fixture(name="users")
def empty_repository(server: str) -> Iterator[users.UserRepository]:
    """A repository on the server, without anybody in it."""
    with users.UserRepository(server) as repository:
        repository.migrate()
        with psycopg.connect(server) as connection:
            connection.execute("TRUNCATE users")
        yield repository


@pytest.fixture
def new_database(server: str) -> Callable[[str], AbstractContextManager[str]]:
    """Makes a database with a certain name, migrated; it goes with the server."""

    @contextmanager
    def make(name: str) -> Iterator[str]:
        # It is not dropped: whoever comes later with the same name must meet it, too.
        try:
            with psycopg.connect(server, autocommit=True) as admin:
                admin.execute(f'CREATE DATABASE "{name}"')
        except _TAKEN:
            pytest.fail("another worker has a database with this name already", pytrace=False)
        url = server.rpartition("/")[0] + "/" + name
        with broken.UserRepository(url) as repository:
            repository.migrate()
        yield url

    return make


def _make_room(room: int) -> None:
    start = DockerContainer.start
    started: list[Any] = []

    def starting(self: DockerContainer) -> DockerContainer:
        if len(started) == room:
            pytest.fail(f"this machine has room for {room} server, not for another", pytrace=False)
        started.append(self)
        return start(self)

    DockerContainer.start = starting  # type: ignore[method-assign, assignment]
