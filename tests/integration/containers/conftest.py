"""Containers for tests that hold on every runtime: Docker, Podman and the embedded engine."""

from collections.abc import Iterator

import pytest
from testcontainers.community.postgres import PostgresContainer

import labkit.engine


@pytest.fixture(scope="session", autouse=True)
def engine() -> labkit.engine.Engine:
    """The container engine that labkit finds or starts."""
    return labkit.engine.use()


@pytest.fixture(scope="module")
def postgres() -> Iterator[PostgresContainer]:
    """A PostgreSQL 16 that tests of one module share and do not change."""
    with PostgresContainer("postgres:16", driver=None) as container:
        yield container
