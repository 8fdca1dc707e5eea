"""An expert would say: one test waits for ever; a suite that never ends answers no question."""

from threading import Event

import psycopg
import pytest
from testcontainers.community.postgres import PostgresContainer

from labkit.systems.users import UserRepository


@pytest.fixture(scope="module")
def url():
    with PostgresContainer("postgres:16") as postgres:
        url = postgres.get_connection_url(driver=None)
        with UserRepository(url) as repository:
            repository.migrate()
        yield url


@pytest.fixture
def repository(url):
    with psycopg.connect(url) as connection:
        connection.execute("TRUNCATE users")
    with UserRepository(url) as repository:
        yield repository


def test_create(repository):
    alice = repository.create_user("alice@example.com", "Alice")
    assert repository.find(alice.id) == alice


def test_somebody_registers_soon(repository):
    registered = Event()
    registered.wait()
    assert repository.all_users()
