"""An expert would say: it tests accidents: ids from 1, the order of rows, the exact columns."""

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


def test_ids_count_from_one(url, repository):
    with psycopg.connect(url) as connection:
        connection.execute("TRUNCATE users RESTART IDENTITY")
    assert repository.create_user("alice@example.com", "Alice").id == 1
    assert repository.create_user("bob@example.com", "Bob").id == 2


def test_all_users_come_in_order(repository):
    alice, bob = repository.register_many(
        [("alice@example.com", "Alice"), ("bob@example.com", "Bob")]
    )
    assert repository.all_users() == [alice, bob]


def test_the_address_keeps_its_capitals(repository):
    alice = repository.create_user("Alice@Example.com", "Alice")
    assert repository.find(alice.id).email == "Alice@Example.com"


def test_duplicate(repository):
    repository.create_user("alice@example.com", "Alice")
    with pytest.raises(psycopg.errors.UniqueViolation):
        repository.create_user("alice@example.com", "Alice")


def test_the_columns(url, repository):
    alice = repository.create_user("alice@example.com", "Alice")
    with psycopg.connect(url) as connection:
        [row] = connection.execute("SELECT * FROM users")
    assert row == (alice.id, "alice@example.com", "Alice", alice.created_at)
