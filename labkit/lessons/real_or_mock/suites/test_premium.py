"""One suite for premium membership, on three things that can keep the memberships."""

from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from unittest.mock import create_autospec

import psycopg
import pytest
from testcontainers.community.postgres import PostgresContainer

from labkit.systems.users.premium import (
    InMemoryMemberships,
    Membership,
    MembershipStore,
    Premium,
)

STAND_IN = "real"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
END = NOON + 30 * DAY


class Till:
    """Takes the money, whatever it is: paying is not what this suite is about."""

    def charge(self, user_id, cents, key):
        pass


class Mock:
    """Says what the test has told it to say, and keeps nothing."""

    def __init__(self, answers):
        self._mock = create_autospec(MembershipStore, instance=True)
        answers = {"find": None, "paid_until": None, "ending": []} | answers
        for method, answer in answers.items():
            getattr(self._mock, method).return_value = answer

    def connect(self):
        return self._mock

    def fail(self, method):
        getattr(self._mock, method).side_effect = OSError("the disk is full")


class Fake:
    """Keeps the memberships in a dictionary."""

    def __init__(self):
        self._memberships = InMemoryMemberships()

    def connect(self):
        return self._memberships

    def fail(self, method):
        pytest.skip("a dictionary never fails")


class Real:
    """Keeps the memberships in PostgreSQL; each connection is one more."""

    def __init__(self, url, stack):
        self._url, self._stack = url, stack
        with psycopg.connect(url) as connection:
            connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        self.connect().migrate()

    def connect(self):
        return self._stack.enter_context(MembershipStore(self._url))

    def fail(self, method):
        pytest.skip("PostgreSQL does not fail when one asks it to")


def mocked(**answers):
    """What the mock is to say in this test; the others need not be told."""

    def told(test):
        test.answers = answers
        return test

    return told


@pytest.fixture(scope="session")
def url():
    with PostgresContainer("postgres:16", driver=None) as postgres:
        yield postgres.get_connection_url()


@pytest.fixture
def kept(request):
    """What keeps the memberships."""
    if STAND_IN == "mock":
        yield Mock(getattr(request.function, "answers", {}))
    elif STAND_IN == "fake":
        yield Fake()
    else:
        with ExitStack() as stack:
            yield Real(request.getfixturevalue("url"), stack)


class Clock:
    now = NOON

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def start(kept, clock):
    """Starts the service, once more at each call."""
    return lambda: Premium(kept.connect(), Till(), clock)


@pytest.fixture
def premium(start):
    return start()


def test_a_membership_lasts_thirty_days(premium):
    assert premium.buy("order 1", 7).paid_until == END


@mocked(paid_until=END)
def test_who_has_bought_is_a_member(premium):
    premium.buy("order 1", 7)
    assert premium.is_member(7)


@mocked(paid_until=END)
def test_at_the_end_it_is_over(premium, clock):
    premium.buy("order 1", 7)
    clock.now = END
    assert not premium.is_member(7)


@mocked(paid_until=END)
def test_a_renewal_begins_where_the_first_ends(premium):
    premium.buy("order 1", 7)
    assert premium.buy("order 2", 7).paid_until == END + 30 * DAY


@mocked(find=Membership("order 1", 7, END))
def test_the_same_order_again_gives_nothing_more(premium, clock):
    premium.buy("order 1", 7)
    clock.now += DAY
    assert premium.buy("order 1", 7).paid_until == END


@mocked(ending=[7])
def test_who_ends_soon_is_named(premium, clock):
    premium.buy("order 1", 7)
    clock.now = END - DAY
    assert premium.ending_soon() == [7]


@mocked(ending=[])
def test_who_has_renewed_is_not(premium, clock):
    premium.buy("order 1", 7)
    premium.buy("order 2", 7)
    clock.now = END - DAY
    assert premium.ending_soon() == []


@mocked(paid_until=END)
def test_after_a_restart_it_is_still_there(premium, start):
    premium.buy("order 1", 7)
    assert start().is_member(7)


def test_what_cannot_be_kept_is_told(premium, kept):
    kept.fail("add")
    with pytest.raises(OSError, match="full"):
        premium.buy("order 1", 7)
