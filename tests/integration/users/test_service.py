"""UserService when both servers are well: stored for good, and asked for once."""

import dataclasses
import time

import pytest
import redis

from labkit.systems.users import EmailTaken, InvalidUser, User, UserNotFound, UserService
from tests.integration.users.lab import Lab
from tests.integration.users.recording import Lookups


@pytest.fixture
def client(both: Lab) -> redis.Redis:
    return both.client()


def test_what_one_instance_registers_every_other_one_finds(alice: User, other: UserService) -> None:
    assert other.get(alice.id) == alice
    assert other.find_by_email("ALICE@example.com") == alice


def test_a_taken_address_is_refused_in_any_case(service: UserService, alice: User) -> None:
    bob = service.register("bob@example.com", "Bob")
    with pytest.raises(EmailTaken):
        service.register(alice.email.upper(), "Mallory")
    with pytest.raises(EmailTaken):
        service.change(bob.id, email=alice.email, name="Mallory")
    assert service.get(bob.id) == bob


@pytest.mark.parametrize("name", ["", "  ", "a\0b", "\ud800"])
def test_a_name_that_cannot_be_stored_is_refused(
    service: UserService, alice: User, name: str
) -> None:
    with pytest.raises(InvalidUser):
        service.register("bob@example.com", name)
    with pytest.raises(InvalidUser):
        service.rename(alice.id, name)
    assert service.get(alice.id) == alice


def test_nobody_can_be_changed_or_deleted_where_nobody_is(service: UserService) -> None:
    for user_id in (-1, 0, 4711, 2**63):
        assert service.get(user_id) is None
        assert service.delete(user_id) is False
        with pytest.raises(UserNotFound):
            service.rename(user_id, "Alice")


def test_address_and_name_change_together_or_each_alone(service: UserService, alice: User) -> None:
    both = service.change(alice.id, email="liddell@example.com", name="Alice Liddell")
    assert both == dataclasses.replace(alice, email="liddell@example.com", name="Alice Liddell")
    assert service.rename(alice.id, "Alice").email == "liddell@example.com"
    assert service.change(alice.id, email="alice@example.com") == alice


def test_a_user_is_looked_up_once(both: Lab, alice: User) -> None:
    lookups = Lookups()
    with UserService(both.settings(), lookups.open) as service:
        assert [service.get(alice.id), service.get(alice.id)] == [alice, alice]
    assert lookups.ids == [alice.id]


def test_a_user_who_is_not_there_is_looked_up_once(both: Lab) -> None:
    lookups = Lookups()
    with UserService(both.settings(), lookups.open) as service:
        assert [service.get(4711), service.get(4711)] == [None, None]
    assert lookups.ids == [4711]


def test_what_is_cached_is_kept_no_longer_than_the_settings_say(both: Lab) -> None:
    with UserService(both.settings(ttl=30, negative_ttl=3)) as service, both.client() as client:
        alice = service.register("alice@example.com", "Alice")
        service.get(alice.id)
        assert [27 < client.ttl(key) <= 30 for key in client.scan_iter()] == [True]
        client.flushall()
        service.get(4711)
        assert [0 < client.ttl(key) <= 3 for key in client.scan_iter()] == [True]


def test_what_has_expired_is_looked_up_again(both: Lab, alice: User) -> None:
    lookups = Lookups()
    with UserService(both.settings(ttl=0.02), lookups.open) as service:
        service.get(alice.id)
        deadline = time.monotonic() + 20
        while lookups.ids == [alice.id] and time.monotonic() < deadline:
            service.get(alice.id)
    assert len(lookups.ids) > 1


def test_a_change_is_seen_at_once_by_whoever_has_the_user_cached(
    service: UserService, other: UserService, alice: User
) -> None:
    assert other.get(alice.id) == alice
    renamed = service.rename(alice.id, "Alice Liddell")
    assert [service.get(alice.id), other.get(alice.id)] == [renamed, renamed]


def test_a_deleted_user_is_gone_at_once_for_whoever_has_the_user_cached(
    service: UserService, other: UserService, alice: User
) -> None:
    assert other.get(alice.id) == alice
    assert service.delete(alice.id) is True
    assert [service.get(alice.id), other.get(alice.id)] == [None, None]
    assert other.delete(alice.id) is False


def test_a_user_is_found_under_an_id_that_was_asked_for_in_vain(
    service: UserService, other: UserService, alice: User
) -> None:
    expected = alice.id + 1
    assert [service.get(expected), other.get(expected)] == [None, None]
    bob = service.register("bob@example.com", "Bob")
    assert bob.id == expected
    assert [service.get(bob.id), other.get(bob.id)] == [bob, bob]


def test_a_refused_change_leaves_no_trace_in_the_cache(
    service: UserService, both: Lab, alice: User
) -> None:
    with pytest.raises(InvalidUser):
        service.rename(alice.id, " ")
    lookups = Lookups()
    with UserService(both.settings(), lookups.open) as third:
        third.get(alice.id)
        third.get(alice.id)
    assert lookups.ids == [alice.id]


@pytest.mark.parametrize("entry", [b"", b"garbage", b'{"id": 1, "mail": "old format"}', b"\xff"])
def test_a_damaged_entry_is_ignored_and_replaced(both: Lab, alice: User, entry: bytes) -> None:
    lookups = Lookups()
    with UserService(both.settings(), lookups.open) as service, both.client() as client:
        service.get(alice.id)
        for key in client.scan_iter():
            client.set(key, entry)
        assert [service.get(alice.id) for _ in range(3)] == [alice] * 3
    assert lookups.ids == [alice.id] * 2


def test_an_entry_of_another_kind_is_ignored_and_replaced(both: Lab, alice: User) -> None:
    lookups = Lookups()
    with UserService(both.settings(), lookups.open) as service, both.client() as client:
        service.get(alice.id)
        [key] = client.scan_iter()
        client.delete(key)
        client.rpush(key, "a", "list")
        assert [service.get(alice.id) for _ in range(3)] == [alice] * 3
    assert lookups.ids == [alice.id] * 2


class Events:
    """Notes who registered; fails when told to."""

    def __init__(self, error: Exception | None = None) -> None:
        self.registered: list[User] = []
        self._error = error

    def user_registered(self, user: User) -> None:
        self.registered.append(user)
        if self._error:
            raise self._error


def test_registrations_are_told_and_nothing_else(both: Lab) -> None:
    events = Events()
    with UserService(both.settings(), events=events) as service:
        alice = service.register("alice@example.com", "Alice")
        service.rename(alice.id, "Alice Liddell")
        with pytest.raises(EmailTaken):
            service.register("alice@example.com", "Mallory")
    assert events.registered == [alice]


def test_who_cannot_be_told_undoes_no_registration(
    both: Lab, caplog: pytest.LogCaptureFixture
) -> None:
    with UserService(both.settings(), events=Events(OSError("no broker"))) as service:
        alice = service.register("alice@example.com", "Alice")
        assert service.find_by_email("alice@example.com") == alice
    assert "nobody was told" in caplog.text
