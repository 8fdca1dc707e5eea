import os
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import uuid4

import psycopg
import pytest
from testcontainers.community.postgres import PostgresContainer

from labkit.systems.users import User, UserRepository
from labkit.systems.users.breaker import Breaker
from labkit.systems.users.entries import BrokenEntry, read, written

ADA = ("ada@example.com", "Ada Lovelace")
GRACE = ("grace@example.com", "Grace Hopper")

DECISIONS = {
    "scopes": "",
    "workers": "",
    "flaky": "",
    "slow": "",
    "stray": "",
    "order-of-steps": "",
}


@contextmanager
def database(server, name):
    """A new database of a server: its address, for as long as the block lasts."""
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        yield server.rpartition("/")[0] + "/" + name
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


DECISIONS = {
    "scopes": "shared-server",
    "workers": "own-database",
    "flaky": "quarantine",
    "slow": "measure",
    "stray": "move",
    "order-of-steps": "cheap-first",
}

CACHED = User(1815, *ADA, datetime(2024, 12, 10, tzinfo=UTC))


class Clock:
    """A clock that a test sets."""

    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture(scope="session")
def server():
    """The server that was named to us, else one of our own."""
    if "TEST_SERVER" in os.environ:
        yield os.environ["TEST_SERVER"]
    else:
        with PostgresContainer("postgres:16", driver=None) as postgres:
            yield postgres.get_connection_url()


@pytest.fixture(scope="session")
def url(server):
    """This worker's own database, migrated once."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    with database(server, f"users_{worker}_{uuid4().hex}") as url:
        with UserRepository(url) as users:
            users.migrate()
        yield url


@pytest.fixture
def users(url):
    """A repository without anybody in it."""
    with psycopg.connect(url) as connection:
        connection.execute("TRUNCATE users")
    with UserRepository(url) as users:
        yield users


@pytest.mark.unit
def test_a_cached_user_is_read_as_written():
    assert read(written(CACHED), 1815) == CACHED


@pytest.mark.unit
def test_somebody_elses_entry_is_refused():
    with pytest.raises(BrokenEntry):
        read(written(CACHED), 1906)


@pytest.mark.unit
def test_a_breaker_opens():
    breaker = Breaker(threshold=2)
    breaker.failed()
    breaker.failed()
    assert not breaker.allows()


@pytest.mark.unit
def test_a_breaker_closes_again():
    clock = Clock()
    breaker = Breaker(threshold=1, cool_down=60, clock=clock)
    breaker.failed()
    clock.now = 60
    assert breaker.allows()


@pytest.mark.integration
def test_an_address_is_found_in_capitals(users):
    ada = users.create_user(*ADA)
    assert users.find_by_email("ADA@EXAMPLE.COM") == ada


@pytest.mark.integration
def test_a_new_name_is_stored(users):
    ada = users.create_user(*ADA)
    users.rename(ada.id, "Countess")
    assert users.find(ada.id).name == "Countess"


@pytest.mark.integration
def test_an_address_is_taken_once(users):
    users.create_user(*ADA)
    with pytest.raises(psycopg.errors.UniqueViolation):
        users.create_user("ADA@EXAMPLE.COM", "Impostor")


@pytest.mark.integration
def test_all_are_registered_or_none(users):
    with pytest.raises(psycopg.errors.UniqueViolation):
        users.register_many([ADA, ADA])
    assert users.all_users() == []


@pytest.mark.integration
def test_a_name_is_found_by_a_part_of_it(users):
    users.register_many([ADA, GRACE])
    assert [user.name for user in users.search("hop")] == ["Grace Hopper"]


@pytest.mark.integration
def test_everybody_is_greeted(users):
    users.register_many([ADA, GRACE])
    names = sorted(user.name for user in users.all_users())
    assert "Dear " + ", ".join(names) == "Dear Ada Lovelace, Grace Hopper"
