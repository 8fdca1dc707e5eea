"""An expert would say: it passes once; its rows stay behind, so what it finds depends on before."""

import psycopg
import pytest
from testcontainers.community.postgres import PostgresContainer

from labkit.systems.users import UserRepository


@pytest.fixture(scope="module")
def repository():
    with PostgresContainer("postgres:16") as postgres:
        repository = UserRepository(postgres.get_connection_url(driver=None))
        repository.migrate()
        yield repository


def test_the_table_is_empty_at_first(repository):
    assert repository.all_users() == []


def test_create(repository):
    alice = repository.create_user("alice@example.com", "Alice")
    assert repository.find(alice.id) == alice


def test_duplicate(repository):
    repository.create_user("bob@example.com", "Bob")
    with pytest.raises(psycopg.IntegrityError):
        repository.create_user("bob@example.com", "Bob")


def test_search(repository):
    carol = repository.create_user("carol@example.com", "Carol")
    assert repository.search("Carol") == [carol]
