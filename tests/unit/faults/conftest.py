from collections.abc import Iterator

import pytest

from labkit.faults import FaultProxy
from tests.unit.faults.echo import echo_server


@pytest.fixture(scope="module")
def server() -> Iterator[int]:
    """The port of an echo server."""
    with echo_server() as port:
        yield port


@pytest.fixture
def proxy(server: int) -> Iterator[FaultProxy]:
    """A proxy in front of the echo server."""
    with FaultProxy("127.0.0.1", server) as made:
        yield made
