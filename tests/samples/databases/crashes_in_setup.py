"""An expert would say: the set-up crashes, so not one of these good tests ever ran."""

import psycopg
import pytest

from labkit.systems.users import UserRepository


@pytest.fixture
def repository():
    with UserRepository("postgresql://test:test@localhost:1/test") as repository:
        repository.migrate()
        yield repository


def test_create(repository):
    alice = repository.create_user("alice@example.com", "Alice")
    assert repository.find(alice.id) == alice


def test_duplicate(repository):
    repository.create_user("alice@example.com", "Alice")
    with pytest.raises(psycopg.IntegrityError):
        repository.create_user("alice@example.com", "Alice")
