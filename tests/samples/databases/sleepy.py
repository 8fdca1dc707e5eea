"""An expert would say: it guesses how long things take; on a slower machine the guess is wrong."""

import time
from threading import Thread

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


def test_registration_in_the_background(url, repository):
    def register():
        with UserRepository(url) as own:
            own.create_user("alice@example.com", "Alice")

    thread = Thread(target=register)
    thread.start()
    time.sleep(0.2)
    users = repository.all_users()
    thread.join()
    assert len(users) == 1


def test_duplicate(repository):
    repository.create_user("alice@example.com", "Alice")
    with pytest.raises(psycopg.IntegrityError):
        repository.create_user("alice@example.com", "Alice")
