"""The lesson's fixtures: premium membership and its three neighbours.

``%%tests real_or_mock`` loads this file as a pytest plugin. The options ``--premium``,
``--client``, ``--store`` and ``--fake`` put a class with a mistake, from ``broken.py``, in the
place of the correct one; ``--company 2`` is the version that the payment company has announced.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from labkit.lessons.real_or_mock import broken
from labkit.stubs import Downstream, PaymentCompany, downstream, payment_company
from labkit.systems.users import premium as system
from labkit.systems.users.premium import Memberships, PaymentClient, Premium

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
_CLASSES = {
    "premium": "Premium",
    "client": "PaymentClient",
    "store": "MembershipStore",
    "fake": "InMemoryMemberships",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add an option for each class that can be replaced, and ``--company``."""
    for option, name in _CLASSES.items():
        parser.addoption(f"--{option}", default=name, help=f"the class for {name}")
    parser.addoption("--company", type=int, default=1, help="the version of the company's API")


def pytest_configure(config: pytest.Config) -> None:
    """Let every later import find the classes to test."""
    for option, name in _CLASSES.items():
        setattr(system, name, getattr(broken, config.getoption(option)))


class Clock:
    """A clock that stands still until a test sets it."""

    now = NOON

    def __call__(self) -> datetime:
        """The time."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """The clock of `premium`: noon on the first of March, until a test sets it."""
    return Clock()


@pytest.fixture
def company(request: pytest.FixtureRequest) -> Iterator[PaymentCompany]:
    """The payment company's sandbox, on a port that was free."""
    with payment_company(request.config.getoption("company")) as company:
        yield company


@pytest.fixture
def stub() -> Iterator[Downstream]:
    """A stub that says "paid" to whatever it is asked."""
    with downstream({"status": "paid"}) as stub:
        yield stub


@pytest.fixture
def payments(company: PaymentCompany) -> Iterator[PaymentClient]:
    """Our own client, really, connected to the sandbox."""
    with system.PaymentClient(company.url) as payments:
        yield payments


@pytest.fixture
def premium(payments: PaymentClient, clock: Clock) -> Premium:
    """Premium membership: a fake, our own client, and a clock that we set."""
    return system.Premium(system.InMemoryMemberships(), payments, clock)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A PostgreSQL that all tests share."""
    # Imported here: most cells need none, and would wait for it.
    from testcontainers.community.postgres import PostgresContainer

    with PostgresContainer("postgres:16", driver=None) as postgres:
        yield postgres.get_connection_url()


@pytest.fixture
def url(server: str) -> str:
    """The URL of a database in which there is nothing, not even a table."""
    with psycopg.connect(server) as connection:
        connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    return server


@pytest.fixture(params=["real", "fake"])
def memberships(request: pytest.FixtureRequest) -> Iterator[Memberships]:
    """First the real store, then the fake: each test that asks for it runs twice."""
    if request.param == "fake":
        yield system.InMemoryMemberships()
        return
    with system.MembershipStore(request.getfixturevalue("url")) as store:
        store.migrate()
        yield store
