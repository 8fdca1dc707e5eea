"""A suite for UserRepository: a real PostgreSQL, an empty table per test, one promise per test."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import psycopg
import pytest
from testcontainers.community.postgres import PostgresContainer

from labkit.systems.users import UserNotFound, UserRepository

ALICE = ("alice@example.com", "Alice Liddell")
BOB = ("bob@example.com", "Bob Cratchit")


@pytest.fixture(scope="module")
def url():
    """One server and one migration for the module: starting is what costs time."""
    with PostgresContainer("postgres:16", driver=None) as postgres:
        url = postgres.get_connection_url()
        with UserRepository(url) as repository:
            repository.migrate()
        yield url


@pytest.fixture(scope="module")
def database(url):
    """A connection of the suite's own, for what the repository does not offer."""
    with psycopg.connect(url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def repository(url, database):
    """A repository on an empty table, closed afterwards so that it holds no lock."""
    database.execute("TRUNCATE users")
    with UserRepository(url) as repository:
        yield repository


@pytest.fixture
def alice(repository):
    return repository.create_user(*ALICE)


def test_create_returns_the_user_as_stored(repository, alice):
    assert (alice.email, alice.name) == ALICE
    assert alice.created_at.tzinfo is not None
    assert repository.find(alice.id) == alice


def test_create_is_seen_by_other_connections(url, alice):
    with UserRepository(url) as other:
        assert other.find_by_email("alice@example.com") == alice


def test_names_are_kept_as_given(repository):
    names = ["Zoë Müller", "李小龍", " O'Neil; DROP TABLE users ", "N" * 300]
    users = repository.register_many((f"{at}@example.com", name) for at, name in enumerate(names))
    assert [repository.find(user.id).name for user in users] == names


def test_missing_users_are_none(repository, alice):
    repository.delete(alice.id)
    assert repository.find(alice.id) is None
    assert repository.find_by_email("nobody@example.com") is None


def test_addresses_are_found_in_any_case(repository, alice):
    assert repository.find_by_email("ALICE@Example.com") == alice


def test_addresses_are_not_patterns(repository):
    repository.create_user("anna.bell@example.com", "Anna Bell")
    assert repository.find_by_email("anna_bell@example.com") is None


@pytest.mark.parametrize("email", ["alice@example.com", "ALICE@example.com"])
def test_taken_addresses_are_refused(repository, alice, email):
    with pytest.raises(psycopg.errors.UniqueViolation):
        repository.create_user(email, "Mallory")


def test_work_goes_on_after_a_refusal(repository, alice):
    with pytest.raises(psycopg.IntegrityError):
        repository.create_user(*ALICE)
    assert repository.find(alice.id) == alice


def test_blank_names_are_refused(repository, alice):
    with pytest.raises(psycopg.errors.CheckViolation):
        repository.create_user("bob@example.com", "")
    with pytest.raises(psycopg.errors.CheckViolation):
        repository.rename(alice.id, "  ")


def test_people_register_all_or_none(repository, alice):
    with pytest.raises(psycopg.IntegrityError):
        repository.register_many([BOB, ALICE])
    assert repository.all_users() == [alice]


def test_search_keeps_the_order_of_registration(repository):
    alice, ali = repository.register_many([ALICE, ("ali@example.com", "Ali Baba")])
    repository.rename(alice.id, "Alice Hargreaves")
    assert [user.id for user in repository.search("ALI")] == [alice.id, ali.id]


def test_rename_is_seen_by_other_connections(url, repository, alice):
    renamed = repository.rename(alice.id, "Alice Hargreaves")
    assert renamed.name == "Alice Hargreaves"
    with UserRepository(url) as other:
        assert other.find(alice.id) == renamed


def test_rename_leaves_others_alone(repository, alice):
    bob = repository.create_user(*BOB)
    repository.rename(alice.id, "Alice Hargreaves")
    assert repository.find(bob.id) == bob


def test_renaming_a_deleted_user_is_an_error(repository, alice):
    repository.delete(alice.id)
    with pytest.raises(UserNotFound):
        repository.rename(alice.id, "Alice Hargreaves")


def test_delete_removes_only_that_user(repository, alice):
    bob = repository.create_user(*BOB)
    assert repository.delete(alice.id)
    assert repository.find(alice.id) is None
    assert repository.all_users() == [bob]


def test_migrating_again_keeps_the_users(repository, alice):
    repository.migrate()
    assert repository.find(alice.id) == alice


def test_a_closed_repository_refuses_to_work(url):
    with UserRepository(url) as repository:
        pass
    with pytest.raises(psycopg.OperationalError):
        repository.all_users()


def at_once(url, action):
    """What two threads get who do the same together, each with a repository of its own."""
    start = Barrier(2, timeout=10)

    def act(_):
        with UserRepository(url) as own:
            start.wait()
            try:
                return action(own)
            except psycopg.Error as error:
                return type(error)

    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(act, range(2)))


def test_only_one_of_two_gets_an_address(url, repository):
    outcomes = at_once(url, lambda own: own.create_user(*ALICE))
    assert psycopg.errors.UniqueViolation in outcomes
    assert len(repository.all_users()) == 1


def test_only_one_of_two_deletes_a_user(url, alice):
    assert sorted(at_once(url, lambda own: own.delete(alice.id))) == [False, True]


def test_two_may_migrate_an_empty_database(url, database):
    database.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    assert at_once(url, UserRepository.migrate) == [None, None]
