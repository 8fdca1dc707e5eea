"""An expert would say: each test needs the one before it; run one alone and it fails."""

import psycopg
import pytest
from testcontainers.community.postgres import PostgresContainer

from labkit.systems.users import UserRepository


@pytest.fixture(scope="module")
def repository():
    with PostgresContainer("postgres:16") as postgres:
        with UserRepository(postgres.get_connection_url(driver=None)) as repository:
            repository.migrate()
            yield repository


def test_1_create(repository):
    repository.create_user("alice@example.com", "Alice")
    assert len(repository.all_users()) == 1


def test_2_find(repository):
    assert repository.find_by_email("alice@example.com").name == "Alice"


def test_3_duplicate(repository):
    with pytest.raises(psycopg.IntegrityError):
        repository.create_user("alice@example.com", "Alice")


def test_4_rename(repository):
    alice = repository.find_by_email("alice@example.com")
    repository.rename(alice.id, "Alice Liddell")
    assert repository.find(alice.id).name == "Alice Liddell"


def test_5_delete(repository):
    alice = repository.find_by_email("alice@example.com")
    assert repository.delete(alice.id)
    assert repository.all_users() == []
