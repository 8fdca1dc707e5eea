"""UserService when several are at work at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import psycopg
import pytest

from labkit.systems.users import User, UserService
from tests.integration.users.lab import Lab, eventually
from tests.integration.users.recording import Gate, Lookups


def test_many_who_ask_at_once_cost_one_lookup(both: Lab, alice: User) -> None:
    gate = Gate()
    lookups = Lookups(gate.pass_through)
    start = Barrier(7)
    first = UserService(both.settings(), lookups.open)
    second = UserService(both.settings(), lookups.open)

    def ask(number: int) -> User | None:
        start.wait(20)
        return (first, second)[number % 2].get(alice.id)

    with first, second, ThreadPoolExecutor(6) as threads:
        answers = [threads.submit(ask, number) for number in range(6)]
        start.wait(20)
        gate.wait_until_reached()
        gate.open()
        assert [answer.result(20) for answer in answers] == [alice] * 6
    assert lookups.ids == [alice.id]


@pytest.mark.parametrize("change", ["rename", "delete"])
def test_a_reader_who_was_overtaken_stores_nothing(
    both: Lab, service: UserService, alice: User, change: str
) -> None:
    """The reader has the old row; the writer is done; only then the reader goes on."""
    gate = Gate()
    reader = UserService(both.settings(), Lookups(gate.pass_through).open)
    with reader, ThreadPoolExecutor(1) as threads:
        read = threads.submit(reader.get, alice.id)
        gate.wait_until_reached()
        after = service.rename(alice.id, "Bob") if change == "rename" else None
        if change == "delete":
            service.delete(alice.id)
        gate.open()
        assert read.result(20) == alice
        assert [reader.get(alice.id), service.get(alice.id)] == [after, after]


def test_a_reader_of_nobody_who_was_overtaken_stores_nothing(
    both: Lab, service: UserService, alice: User
) -> None:
    gate = Gate()
    reader = UserService(both.settings(), Lookups(gate.pass_through).open)
    with reader, ThreadPoolExecutor(1) as threads:
        read = threads.submit(reader.get, alice.id + 1)
        gate.wait_until_reached()
        bob = service.register("bob@example.com", "Bob")
        gate.open()
        assert read.result(20) is None
        assert [reader.get(bob.id), service.get(bob.id)] == [bob, bob]


def test_a_reader_who_hangs_keeps_the_others_waiting_for_a_while_only(
    both: Lab, service: UserService, alice: User
) -> None:
    gate = Gate()
    slow = UserService(both.settings(), Lookups(gate.pass_through).open)
    with slow, ThreadPoolExecutor(1) as threads:
        read = threads.submit(slow.get, alice.id)
        gate.wait_until_reached()
        assert service.get(alice.id) == alice
        gate.open()
        assert read.result(20) == alice


def test_a_reader_who_fails_hands_over_to_the_next(both: Lab, alice: User) -> None:
    """What the failing reader left behind would last for a minute."""

    def fail() -> None:
        raise ZeroDivisionError

    failing = UserService(both.settings(database_timeout=30), Lookups(fail).open)
    with failing, pytest.raises(ZeroDivisionError):
        failing.get(alice.id)
    lookups = Lookups()
    with UserService(both.settings(), lookups.open) as service:
        assert [service.get(alice.id), service.get(alice.id)] == [alice, alice]
    assert lookups.ids == [alice.id]


def test_while_a_writer_is_at_work_nothing_is_stored(
    both: Lab, service: UserService, alice: User
) -> None:
    """Its transaction waits for a lock; a reader meanwhile gets the old row, as it should."""
    with psycopg.connect(both.postgres.url) as blocker, ThreadPoolExecutor(1) as threads:
        blocker.execute("SELECT 1 FROM users FOR UPDATE")
        with UserService(both.settings(database_timeout=20)) as writer:
            write = threads.submit(writer.rename, alice.id, "Bob")
            eventually(lambda: _someone_waits(both))
            assert service.get(alice.id) == alice
            blocker.commit()
            renamed = write.result(20)
            assert [service.get(alice.id), writer.get(alice.id)] == [renamed, renamed]


def test_of_two_writers_the_last_one_is_served(
    both: Lab, service: UserService, other: UserService, alice: User
) -> None:
    with ThreadPoolExecutor(2) as threads:
        for number in range(20):
            writes = [
                threads.submit(service.rename, alice.id, f"A{number}"),
                threads.submit(other.rename, alice.id, f"B{number}"),
            ]
            service.get(alice.id)
            for write in writes:
                write.result(20)
            [(stored,)] = both.sql("SELECT name FROM users")
            assert {service.get(alice.id).name, other.get(alice.id).name} == {stored}


def _someone_waits(both: Lab) -> None:
    waiting = both.sql("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    if not waiting:
        raise ConnectionError("nobody waits yet")
