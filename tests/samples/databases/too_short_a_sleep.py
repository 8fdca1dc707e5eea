"""An expert would say: it waits a fixed time for a thread; on a slow network that is too short."""

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


def test_nobody_is_found_in_the_background(url, repository):
    found = []

    def search():
        with UserRepository(url) as own:
            found.append(own.all_users())

    thread = Thread(target=search)
    thread.start()
    time.sleep(0.3)
    assert found == [[]]
    thread.join()


def test_duplicate(repository):
    repository.create_user("alice@example.com", "Alice")
    with pytest.raises(psycopg.IntegrityError):
        repository.create_user("alice@example.com", "Alice")
