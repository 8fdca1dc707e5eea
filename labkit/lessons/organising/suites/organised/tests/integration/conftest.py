"""One server a session, one template a worker, one database a test."""

import os
from contextlib import contextmanager
from uuid import uuid4

import psycopg
import pytest
from testcontainers.community.postgres import PostgresContainer

from labkit.systems.users import UserRepository


@pytest.fixture(scope="session")
def server():
    """The address of a PostgreSQL: one that we are told of, or our own."""
    if "TEST_SERVER" in os.environ:
        yield os.environ["TEST_SERVER"]
    else:
        with PostgresContainer("postgres:16", driver=None) as postgres:
            yield postgres.get_connection_url()


@contextmanager
def database(server, name, template="template1"):
    """A database for a while."""
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield server.rpartition("/")[0] + "/" + name
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def template(server):
    """The name of a database, migrated once, that only this worker knows."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    name = f"users_{worker}_{uuid4().hex[:8]}"
    with database(server, name) as url:
        with UserRepository(url) as users:
            users.migrate()
        yield name


@pytest.fixture
def users(server, template):
    """A repository on a copy of the template, which is gone after the test."""
    with database(server, f"{template}_copy", template) as url:
        with UserRepository(url) as users:
            yield users
