"""An expert would say: everything is called and nothing is looked at; this only finds crashes."""

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
    repository.create_user("alice@example.com", "Alice")


def test_find(repository):
    alice = repository.create_user("alice@example.com", "Alice")
    repository.find(alice.id)
    repository.find_by_email("nobody@example.com")


def test_duplicate(repository):
    repository.create_user("alice@example.com", "Alice")
    try:
        repository.create_user("alice@example.com", "Alice")
    except psycopg.IntegrityError:
        pass


def test_rename_and_delete(repository):
    alice = repository.create_user("alice@example.com", "Alice")
    repository.rename(alice.id, "Alice Liddell")
    repository.delete(alice.id)
