"""UserService when a server is down, hangs, crashes or comes back: as its contract says."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext

import psycopg
import pytest

from labkit.systems.users import AccountRepository, DatabaseUnavailable, Health, User, UserService
from tests.integration.users.lab import Lab, eventually
from tests.integration.users.recording import Gate, Lookups, interrupted

FAULTS = ["stopped", "paused"]


@pytest.mark.parametrize("fault", FAULTS)
def test_without_redis_every_answer_is_right(
    both: Lab, service: UserService, alice: User, fault: str
) -> None:
    service.get(alice.id)
    with getattr(both.redis, fault)():
        assert service.health() == Health(database=True, cache=False)
        assert service.get(alice.id) == alice
        renamed = service.rename(alice.id, "Alice Liddell")
        assert service.get(alice.id) == renamed
        bob = service.register("bob@example.com", "Bob")
        assert service.delete(alice.id) is True
        assert service.get(alice.id) is None
        assert service.get(bob.id) == bob
    assert service.health() == Health(database=True, cache=True)


@pytest.mark.parametrize("fault", FAULTS)
def test_what_changed_without_redis_is_not_served_as_it_was_when_redis_is_back(
    both: Lab, service: UserService, other: UserService, alice: User, fault: str
) -> None:
    bob = service.register("bob@example.com", "Bob")
    assert [service.get(alice.id), service.get(bob.id)] == [alice, bob]
    assert service.get(bob.id + 1) is None
    with both.client() as client:
        client.save()
    with getattr(both.redis, fault)():
        renamed = service.rename(alice.id, "Alice Liddell")
        service.delete(bob.id)
        carol = service.register("carol@example.com", "Carol")
    ids = (alice.id, bob.id, carol.id)
    assert [service.get(each) for each in ids] == [renamed, None, carol]
    assert [other.get(each) for each in ids] == [renamed, None, carol]


def test_redis_that_fails_in_the_middle_of_a_change_leaves_nothing_stale(
    both: Lab, other: UserService, alice: User
) -> None:
    """The writer has announced itself, and cannot clear the cache when it is done."""
    other.get(alice.id)
    with UserService(both.settings(), interrupted(both.redis.container.pause)) as service:
        renamed = service.rename(alice.id, "Bob")
        both.redis.container.unpause()
        both.redis.wait()
        assert other.get(alice.id) == renamed
        assert service.get(alice.id) == renamed


@pytest.mark.parametrize("fault", FAULTS)
def test_without_postgres_the_cache_is_served_and_the_rest_refused(
    both: Lab, service: UserService, alice: User, fault: str
) -> None:
    bob = service.register("bob@example.com", "Bob")
    assert service.get(alice.id) == alice
    with getattr(both.postgres, fault)():
        assert service.health() == Health(database=False, cache=True)
        assert service.get(alice.id) == alice
        for refused in (
            lambda: service.get(bob.id),
            lambda: service.find_by_email(alice.email),
            lambda: service.register("carol@example.com", "Carol"),
            lambda: service.rename(alice.id, "Mallory"),
            lambda: service.delete(alice.id),
        ):
            with pytest.raises(DatabaseUnavailable):
                refused()
        assert service.get(alice.id) == alice
    both.sql("SELECT 1")
    assert service.find_by_email("carol@example.com") is None
    assert [service.get(alice.id), service.get(bob.id)] == [alice, bob]
    assert service.rename(alice.id, "Alice Liddell").name == "Alice Liddell"


def test_with_both_servers_down_everything_is_refused(both: Lab, service: UserService) -> None:
    with both.redis.stopped(), both.postgres.stopped():
        assert service.health() == Health(database=False, cache=False)
        with pytest.raises(DatabaseUnavailable):
            service.get(1)
    assert service.get(1) is None


def test_a_database_that_crashes_in_the_middle_of_a_change_leaves_what_was_there(
    both: Lab, other: UserService, alice: User
) -> None:
    other.get(alice.id)
    with UserService(both.settings(), interrupted(both.postgres.crash)) as service:
        with pytest.raises(DatabaseUnavailable):
            service.rename(alice.id, "Bob")
        assert [service.get(alice.id), other.get(alice.id)] == [alice, alice]


@pytest.mark.parametrize("redis", ["well", "stopped"])
def test_a_change_of_unknown_outcome_is_looked_up(
    both: Lab, other: UserService, alice: User, redis: str
) -> None:
    """The database has changed the user, and its answer is lost on the way."""
    other.get(alice.id)
    with both.client() as client:
        client.save()

    def lose_the_answer() -> None:
        raise psycopg.OperationalError("server closed the connection unexpectedly")

    with UserService(both.settings(), interrupted(after=lose_the_answer)) as service:
        down = both.redis.stopped() if redis == "stopped" else nullcontext()
        with down, pytest.raises(DatabaseUnavailable):
            service.rename(alice.id, "Bob")
        assert service.get(alice.id) == other.find_by_email(alice.email)
        assert service.get(alice.id) != alice


def test_a_database_that_hangs_is_waited_for_once(both: Lab, alice: User) -> None:
    """An idle connection tells that it hangs; a new one is not even tried."""
    opened: list[str] = []

    def open_repository(url: str, timeout: float) -> AccountRepository:
        opened.append(url)
        return AccountRepository(url, timeout)

    with UserService(both.settings(), open_repository) as service:
        service.find_by_email(alice.email)
        with both.postgres.paused(), pytest.raises(DatabaseUnavailable):
            service.find_by_email(alice.email)
        assert len(opened) == 1


def test_no_acknowledged_write_is_lost_when_the_database_crashes(
    both: Lab, service: UserService, alice: User
) -> None:
    renamed = service.rename(alice.id, "Alice Liddell")
    both.postgres.crash()
    with both.client() as client:
        client.flushall()
    assert service.get(alice.id) == renamed


def test_a_crash_of_redis_loses_nothing(both: Lab, service: UserService, alice: User) -> None:
    service.get(alice.id)
    both.redis.crash()
    assert service.get(alice.id) == alice
    renamed = service.rename(alice.id, "Alice Liddell")
    assert service.get(alice.id) == renamed


def test_a_service_may_start_before_its_servers(both: Lab) -> None:
    with both.redis.stopped(), both.postgres.stopped():
        early = UserService(both.settings())
        assert early.health() == Health(database=False, cache=False)
    with early:
        assert early.register("alice@example.com", "Alice").name == "Alice"
        assert early.health() == Health(database=True, cache=True)


def test_every_dead_connection_is_replaced_in_one_go(both: Lab, alice: User) -> None:
    """Several connections were in use at once; after a restart none of them costs an error."""
    gate = Gate()
    with UserService(both.settings(), Lookups(gate.pass_through).open) as service:
        with ThreadPoolExecutor(4) as threads:
            reads = [threads.submit(service.get, alice.id + number) for number in range(4)]
            gate.wait_until_reached()
            gate.open()
            assert [read.result(20) for read in reads] == [alice, None, None, None]
        both.postgres.crash()
        assert service.find_by_email(alice.email) == alice


def test_a_write_that_waits_too_long_for_a_lock_is_refused_and_changes_nothing(
    both: Lab, service: UserService, alice: User
) -> None:
    with psycopg.connect(both.postgres.url) as blocker:
        blocker.execute("SELECT 1 FROM users FOR UPDATE")
        with pytest.raises(DatabaseUnavailable):
            service.rename(alice.id, "Bob")
    eventually(lambda: _no_other_connection_works(both))
    assert service.get(alice.id) == alice


def _no_other_connection_works(both: Lab) -> None:
    busy = "SELECT 1 FROM pg_stat_activity WHERE state <> 'idle' AND pid <> pg_backend_pid()"
    if both.sql(busy + " AND application_name = 'users'"):
        raise ConnectionError("somebody is still at work")
