"""A PostgreSQL for the tests of the user service, and a clean database for each test."""

from collections.abc import Iterator

import psycopg
import pytest
from testcontainers.community.postgres import PostgresContainer

import labkit.engine
from labkit.systems.users import User, UserRepository, UserService
from tests.integration.users.lab import Lab, lab


@pytest.fixture(scope="session", autouse=True)
def engine() -> labkit.engine.Engine:
    """The container engine that labkit finds or starts."""
    return labkit.engine.use()


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The URL of a database on a server of the module's own."""
    with PostgresContainer("postgres:16") as postgres:
        yield postgres.get_connection_url(driver=None)


@pytest.fixture
def url(server: str) -> str:
    """The URL of an empty database."""
    with psycopg.connect(server) as connection:
        connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    return server


@pytest.fixture
def users(url: str) -> Iterator[UserRepository]:
    """A repository on an empty, migrated database."""
    with UserRepository(url) as repository:
        repository.migrate()
        yield repository


@pytest.fixture(scope="session")
def servers(engine: labkit.engine.Engine) -> Iterator[Lab]:  # noqa: ARG001
    """A PostgreSQL and a Redis that every test leaves running."""
    with lab() as both:
        yield both


@pytest.fixture
def both(servers: Lab) -> Lab:
    """The two servers, empty but for the tables."""
    servers.clean()
    with UserService(servers.settings()) as first:
        first.migrate()
    return servers


@pytest.fixture
def service(both: Lab) -> Iterator[UserService]:
    """A service on the two servers, without users."""
    with UserService(both.settings()) as own:
        yield own


@pytest.fixture
def other(both: Lab) -> Iterator[UserService]:
    """A second instance of the service."""
    with UserService(both.settings()) as own:
        yield own


@pytest.fixture
def alice(service: UserService) -> User:
    """A registered user who is not in the cache."""
    return service.register("alice@example.com", "Alice")
