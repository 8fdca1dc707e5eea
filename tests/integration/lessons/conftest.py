"""A PostgreSQL for the tests of what the lessons run."""

from collections.abc import Iterator

import pytest
from testcontainers.community.postgres import PostgresContainer

import labkit.engine


@pytest.fixture(scope="session", autouse=True)
def engine() -> labkit.engine.Engine:
    """The container engine that labkit finds or starts."""
    return labkit.engine.use()


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The URL of a database on a server of the module's own."""
    with PostgresContainer("postgres:16", driver=None) as postgres:
        yield postgres.get_connection_url()
