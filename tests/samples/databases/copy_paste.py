"""An expert would say: ten tests, one idea; another name finds the same bug again."""

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


def test_create_alice(repository):
    user = repository.create_user("alice@example.com", "Alice")
    assert user.name == "Alice"
    assert repository.find(user.id).name == "Alice"


def test_create_bob(repository):
    user = repository.create_user("bob@example.com", "Bob")
    assert user.name == "Bob"
    assert repository.find(user.id).name == "Bob"


def test_create_carol(repository):
    user = repository.create_user("carol@example.com", "Carol")
    assert user.name == "Carol"
    assert repository.find(user.id).name == "Carol"


def test_create_dave(repository):
    user = repository.create_user("dave@example.com", "Dave")
    assert user.name == "Dave"
    assert repository.find(user.id).name == "Dave"


def test_create_erin(repository):
    user = repository.create_user("erin@example.com", "Erin")
    assert user.name == "Erin"
    assert repository.find(user.id).name == "Erin"


def test_create_frank(repository):
    user = repository.create_user("frank@example.com", "Frank")
    assert user.name == "Frank"
    assert repository.find(user.id).name == "Frank"


def test_create_grace(repository):
    user = repository.create_user("grace@example.com", "Grace")
    assert user.name == "Grace"
    assert repository.find(user.id).name == "Grace"


def test_create_heidi(repository):
    user = repository.create_user("heidi@example.com", "Heidi")
    assert user.name == "Heidi"
    assert repository.find(user.id).name == "Heidi"


def test_create_ivan(repository):
    user = repository.create_user("ivan@example.com", "Ivan")
    assert user.name == "Ivan"
    assert repository.find(user.id).name == "Ivan"


def test_create_judy(repository):
    user = repository.create_user("judy@example.com", "Judy")
    assert user.name == "Judy"
    assert repository.find(user.id).name == "Judy"
