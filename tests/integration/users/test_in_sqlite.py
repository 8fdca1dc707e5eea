"""The repository on SQLite does what the repository promises, as far as SQLite can."""

from collections.abc import Iterator

import psycopg
import pytest

from labkit.systems.users import SqliteUsers


@pytest.fixture
def quick() -> Iterator[SqliteUsers]:
    with SqliteUsers() as users:
        yield users


def test_who_is_registered_is_found_by_id_by_address_and_by_name(quick: SqliteUsers) -> None:
    ada = quick.create_user("ada@example.com", "Ada Lovelace")
    quick.create_user("grace@example.com", "Grace")
    assert quick.find(ada.id) == quick.find_by_email("ADA@example.com") == ada
    assert quick.search("lace") == [ada]
    assert ada.created_at.tzinfo is not None


def test_refusals_are_those_of_the_repository_and_change_nothing(quick: SqliteUsers) -> None:
    ada = quick.create_user("ada@example.com", "Ada")
    with pytest.raises(psycopg.errors.UniqueViolation):
        quick.register_many([("grace@example.com", "Grace"), ("ADA@example.com", "Impostor")])
    with pytest.raises(psycopg.errors.CheckViolation):
        quick.rename(ada.id, " ")
    assert quick.all_users() == [ada]


def test_who_is_deleted_is_gone(quick: SqliteUsers) -> None:
    ada = quick.create_user("ada@example.com", "Ada")
    assert [quick.delete(ada.id), quick.delete(ada.id)] == [True, False]
    assert quick.all_users() == []


def test_each_has_a_database_of_its_own(quick: SqliteUsers) -> None:
    quick.create_user("ada@example.com", "Ada")
    with SqliteUsers() as other:
        assert other.all_users() == []
