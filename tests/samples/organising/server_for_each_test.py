"""Sound in itself, and dear: a server and a migration for each test, for the unit test as well."""

import pytest
from testcontainers.community.postgres import PostgresContainer

from labkit.systems.users import UserRepository
from labkit.systems.users.breaker import Breaker

ADA = ("ada@example.com", "Ada Lovelace")


@pytest.fixture(autouse=True)
def users():
    with PostgresContainer("postgres:16", driver=None) as postgres:
        with UserRepository(postgres.get_connection_url()) as users:
            users.migrate()
            yield users


def test_an_address_is_found_in_capitals(users):
    ada = users.create_user(*ADA)
    assert users.find_by_email("ADA@EXAMPLE.COM") == ada


def test_a_new_name_is_stored(users):
    ada = users.create_user(*ADA)
    users.rename(ada.id, "Countess")
    assert users.find(ada.id).name == "Countess"


def test_a_breaker_opens():
    breaker = Breaker(threshold=2)
    breaker.failed()
    breaker.failed()
    assert not breaker.allows()
