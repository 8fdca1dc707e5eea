"""The lesson's fixtures.

``%%tests contracts`` loads this file as a pytest plugin. The options ``--service NAME`` and
``--frontend NAME`` put one with a mistake, from ``broken.py``, in the place of the correct one.
"""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from labkit.contracts import Interaction, Verification, verify
from labkit.lessons.contracts.broken import SERVICES, changed
from labkit.lessons.contracts.interactions import CONTRACT
from labkit.lessons.contracts.states import real_states, states
from labkit.systems import users as system
from labkit.systems.users import InMemoryUsers, Settings, UserService, create_app, running

Verified = Callable[..., Verification]
"""Verifies the service against interactions."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--service`` and ``--frontend``."""
    parser.addoption("--service", default="correct", help="how the service answers")
    parser.addoption("--frontend", default="WebFrontend", help="the class to test")


def pytest_configure(config: pytest.Config) -> None:
    """Let every later import of ``WebFrontend`` find the class to test."""
    from labkit.lessons.contracts import broken

    system.WebFrontend = getattr(broken, config.getoption("--frontend"))  # type: ignore[misc]


@pytest.fixture
def users() -> InMemoryUsers:
    """What the service knows, in memory; Ada is user 7."""
    users = InMemoryUsers()
    users.put(7, "ada@example.com", "Ada")
    return users


@pytest.fixture
def service(users: InMemoryUsers, request: pytest.FixtureRequest) -> Iterator[str]:
    """The service's real HTTP interface, on a free port."""
    app = changed(create_app(users), SERVICES[request.config.getoption("--service")])
    with running(app) as url:
        yield url


@pytest.fixture
def verified(service: str, users: InMemoryUsers, tmp_path: Path) -> Verified:
    """Holds the running service to these interactions."""

    def verified(*interactions: Interaction) -> Verification:
        pact_file = CONTRACT.write(tmp_path, *interactions)
        return verify("UserService", service, pact_file, states(users))

    return verified


@pytest.fixture
def really_verified(real_service: str, database: str, tmp_path: Path) -> Verified:
    """Holds the whole service, on a real PostgreSQL, to these interactions."""

    def verified(*interactions: Interaction) -> Verification:
        pact_file = CONTRACT.write(tmp_path, *interactions)
        return verify("UserService", real_service, pact_file, real_states(database))

    return verified


@pytest.fixture
def stub() -> Iterator[str]:
    """What the frontend's team believes that the service answers."""
    app = FastAPI()
    believed = {"id": 7, "email": "ada@example.com", "created_at": "2024-03-01T12:00:00Z"}
    app.get("/api/users/7")(lambda: {**believed, "name": "Ada"})
    with running(app) as url:
        yield url


@pytest.fixture(scope="session")
def database() -> Iterator[str]:
    """A PostgreSQL with the service's tables."""
    from testcontainers.community.postgres import PostgresContainer

    with PostgresContainer("postgres:16", driver=None) as postgres:
        yield postgres.get_connection_url()


@pytest.fixture
def real_service(database: str) -> Iterator[str]:
    """The whole service on the real PostgreSQL; it does without its cache, as it promises."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))  # taken, and nobody listens: no Redis answers here
        nowhere = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        with UserService(Settings(database, nowhere)) as service:
            service.migrate()
            with running(create_app(service)) as url:
                yield url
