"""UserService with servers that are up and in no state to serve, and entries that are none."""

import secrets
from collections.abc import Iterator
from contextlib import suppress

import psycopg
import pytest

from labkit.systems.users import (
    AccountRepository,
    DatabaseUnavailable,
    EmailTaken,
    InvalidUser,
    User,
    UserService,
)
from labkit.systems.users.cache import UserCache
from labkit.systems.users.entries import key_of
from tests.integration.users.lab import Lab, eventually
from tests.integration.users.recording import Lookups


def test_a_list_in_the_place_of_a_new_user_is_cleared(both: Lab, alice: User) -> None:
    """And does not switch off the cache for everybody else."""
    lookups = Lookups()
    with both.client() as client, UserService(both.settings(), lookups.open) as service:
        client.lpush(key_of(alice.id + 1), "junk")
        bob = service.register("bob@example.com", "Bob")
        for _ in range(3):
            assert [service.get(alice.id), service.get(bob.id)] == [alice, bob]
    assert sorted(lookups.ids) == [alice.id, bob.id]


@pytest.mark.parametrize("kind", ["lease", "hold"])
def test_a_lease_or_hold_that_never_expires_is_none(both: Lab, alice: User, kind: str) -> None:
    lookups = Lookups()
    settings = both.settings(database_timeout=0.1)
    with both.client() as client, UserService(settings, lookups.open) as service:
        client.set(key_of(alice.id), f"{kind}:0123456789abcdef")
        for _ in range(4):
            assert service.get(alice.id) == alice
    assert lookups.ids == [alice.id] * 2


def test_a_hold_outlives_the_longest_doubt(both: Lab) -> None:
    """However impatient the service is: the database waits two seconds for a lost change."""
    cache = UserCache(both.settings(database_timeout=0.05))
    with suppress(psycopg.OperationalError), cache.changing(1):
        raise psycopg.OperationalError("nobody knows")
    with both.client() as client:
        assert client.pttl(key_of(1)) > 2000
    cache.close()


@pytest.mark.parametrize("refusal", [EmailTaken("a"), InvalidUser("b")], ids=["taken", "invalid"])
def test_after_a_change_in_doubt_nobody_is_served_what_was_before(
    both: Lab, alice: User, refusal: Exception
) -> None:
    """Though another change was refused meanwhile, and took its hold with it."""
    first, second = UserCache(both.settings()), UserCache(both.settings())
    with suppress(DatabaseUnavailable), first.changing(alice.id):
        with suppress(EmailTaken, InvalidUser), second.changing(alice.id):
            raise refusal
        assert second.get(alice.id, lambda: alice) == alice
        raise DatabaseUnavailable("its answer is lost")
    assert second.get(alice.id, lambda: None) is None
    first.close()
    second.close()


@pytest.fixture
def read_only(both: Lab) -> Iterator[None]:
    """The database takes no changes, as one that was a moment ago the spare of another."""
    _read_only(both, "on")
    yield
    _read_only(both, "off")


def _read_only(both: Lab, value: str) -> None:
    with psycopg.connect(both.postgres.url, autocommit=True) as connection:
        connection.execute("SET default_transaction_read_only = off")
        connection.execute(f"ALTER SYSTEM SET default_transaction_read_only = {value}")
        connection.execute("SELECT pg_reload_conf()")

    def check() -> None:
        if both.sql("SHOW default_transaction_read_only") != [(value,)]:
            raise ConnectionError("the setting is not there yet")

    eventually(check)


@pytest.mark.usefixtures("read_only")
def test_a_database_that_takes_no_changes_is_unavailable(service: UserService) -> None:
    with pytest.raises(DatabaseUnavailable):
        service.register("bob@example.com", "Bob")


def test_a_change_that_stood_still_until_the_database_ended_it_is_refused(
    both: Lab, alice: User
) -> None:
    """And its connection is replaced."""

    def nobody_stands_still() -> None:
        if both.sql("SELECT 1 FROM pg_stat_activity WHERE state = 'idle in transaction'"):
            raise ConnectionError("it is not ended yet")

    class StandsStill(AccountRepository):
        def change(self, user_id: int, email: str | None, name: str | None) -> User:
            with self._transaction() as cursor:
                cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 1")
                eventually(nobody_stands_still)
                cursor.execute("SELECT 1")
            return super().change(user_id, email, name)

    with UserService(both.settings(), StandsStill) as service:
        with pytest.raises(DatabaseUnavailable):
            service.rename(alice.id, "Bob")
        assert service.find_by_email(alice.email) == alice


def test_an_address_that_is_too_long_for_the_index_is_refused(service: UserService) -> None:
    with pytest.raises(InvalidUser):
        service.register(secrets.token_hex(5000) + "@example.com", "Bob")
