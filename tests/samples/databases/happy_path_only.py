"""An expert would say: honest and tidy, and it never asks what happens when things go wrong."""

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


def test_create_and_find(repository):
    alice = repository.create_user("alice@example.com", "Alice")
    assert repository.find(alice.id) == alice


def test_find_by_email(repository):
    alice = repository.create_user("alice@example.com", "Alice")
    assert repository.find_by_email("alice@example.com") == alice


def test_rename(repository):
    alice = repository.create_user("alice@example.com", "Alice")
    repository.rename(alice.id, "Alice Liddell")
    assert repository.find(alice.id).name == "Alice Liddell"


def test_delete(repository):
    alice = repository.create_user("alice@example.com", "Alice")
    assert repository.delete(alice.id)
    assert repository.find(alice.id) is None


def test_search(repository):
    alice = repository.create_user("alice@example.com", "Alice")
    assert repository.search("ali") == [alice]
