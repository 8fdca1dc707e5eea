"""A provider that runs, and a broker of the test's own."""

import socket
from collections.abc import Iterator

import pytest

from labkit.contracts import Broker, broker
from labkit.contracts.teaching_broker.serving import served
from tests.integration.contracts.provider import Provider


@pytest.fixture
def provider() -> Provider:
    """A provider that keeps its contract, until a test makes it break it."""
    return Provider()


@pytest.fixture
def url(provider: Provider) -> Iterator[str]:
    """Where the provider runs."""
    with served(provider.app) as url:
        yield url


@pytest.fixture
def teaching_broker(monkeypatch: pytest.MonkeyPatch) -> Iterator[Broker]:
    """A teaching broker that knows nothing yet."""
    monkeypatch.delenv("PACT_BROKER_BASE_URL", raising=False)
    with broker() as running:
        yield running


@pytest.fixture
def free_url() -> Iterator[str]:
    """An address at which nobody listens, nor will while the test runs."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"
