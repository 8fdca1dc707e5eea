"""The tests of the user service, by everybody who ever worked on it."""

from datetime import UTC, datetime

import psycopg
import pytest
from testcontainers.community.postgres import PostgresContainer

from labkit.systems.users import User, UserRepository
from labkit.systems.users.breaker import Breaker
from labkit.systems.users.entries import BrokenEntry, read, written

ADA = ("ada@example.com", "Ada Lovelace")
GRACE = ("grace@example.com", "Grace Hopper")
REMEMBERED = []


@pytest.fixture(autouse=True)
def users():
    postgres = PostgresContainer("postgres:16", driver=None)
    with postgres, UserRepository(postgres.get_connection_url()) as users:
        users.migrate()
        yield users


def test_a_cached_user_is_read_as_written():
    REMEMBERED.append(User(1815, *ADA, datetime(2024, 12, 10, tzinfo=UTC)))
    assert read(written(REMEMBERED[0]), 1815) == REMEMBERED[0]


def test_somebody_elses_entry_is_refused():
    with pytest.raises(BrokenEntry):
        read(written(REMEMBERED[0]), 1906)


def test_a_breaker_opens():
    breaker = Breaker(threshold=2)
    breaker.failed()
    breaker.failed()
    assert not breaker.allows()


def test_a_breaker_closes_again():
    breaker = Breaker(threshold=1, cool_down=60, clock=lambda: 60 * len(REMEMBERED))
    breaker.failed()
    REMEMBERED.append("a minute")
    assert breaker.allows()


def test_an_address_is_found_in_capitals(users):
    ada = users.create_user(*ADA)
    assert users.find_by_email("ADA@EXAMPLE.COM") == ada


def test_a_new_name_is_stored(users):
    ada = users.create_user(*ADA)
    users.rename(ada.id, "Countess")
    assert users.find(ada.id).name == "Countess"


def test_an_address_is_taken_once(users):
    users.create_user(*ADA)
    with pytest.raises(psycopg.errors.UniqueViolation):
        users.create_user("ADA@EXAMPLE.COM", "Impostor")


def test_all_are_registered_or_none(users):
    with pytest.raises(psycopg.errors.UniqueViolation):
        users.register_many([ADA, ADA])
    assert users.all_users() == []


def test_a_name_is_found_by_a_part_of_it(users):
    users.register_many([ADA, GRACE])
    assert [user.name for user in users.search("hop")] == ["Grace Hopper"]


def test_everybody_is_greeted(users):
    users.register_many([ADA, GRACE])
    names = {user.name for user in users.all_users()}
    assert "Dear " + ", ".join(names) == "Dear Ada Lovelace, Grace Hopper"
