"""Everything that we test, as it grew."""

import psycopg
import pytest
from testcontainers.community.postgres import PostgresContainer

from labkit.systems.users import UserRepository
from labkit.systems.users.breaker import Breaker
from labkit.systems.users.entries import key_of

ADA = ("ada@example.com", "Ada Lovelace")
GRACE = ("grace@example.com", "Grace Hopper")
REGISTERED = []


@pytest.fixture(autouse=True)
def users():
    postgres = PostgresContainer("postgres:16", driver=None)
    with postgres, UserRepository(postgres.get_connection_url()) as users:
        users.migrate()
        yield users


def test_a_user_is_registered(users):
    ada = users.create_user(*ADA)
    REGISTERED.append(ada.name)
    assert users.find(ada.id) == ada


def test_each_user_has_a_key_in_the_cache():
    assert key_of(1815) != key_of(1906)


def test_who_registered_is_on_the_list():
    assert REGISTERED == ["Ada Lovelace"]


def test_a_breaker_opens():
    breaker = Breaker(threshold=1)
    breaker.failed()
    assert not breaker.allows()


def test_a_name_can_be_changed(users):
    ada = users.create_user(*ADA)
    users.rename(ada.id, "Countess")
    assert users.find(ada.id).name == "Countess"


def test_an_address_is_taken_once(users):
    users.create_user(*ADA)
    with pytest.raises(psycopg.errors.UniqueViolation):
        users.create_user(*ADA)


def test_everybody_is_greeted(users):
    users.register_many([ADA, GRACE])
    names = {user.name for user in users.all_users()}
    assert "Dear " + ", ".join(names) == "Dear Ada Lovelace, Grace Hopper"


def test_a_name_is_found_by_a_part_of_it(users):
    users.register_many([ADA, GRACE])
    assert [user.name for user in users.search("hop")] == ["Grace Hopper"]
