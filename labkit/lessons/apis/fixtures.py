"""The lesson's fixtures: the user service over real HTTP, with real servers behind it.

``%%tests apis`` loads this file as a pytest plugin. The options ``--api NAME`` and
``--breaker NAME`` put a version with a mistake, from ``broken.py``, in the place of the correct
one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import httpx
import pytest

from labkit.faults import FaultProxy
from labkit.lessons.apis.broken import BREAKERS, VERSIONS
from labkit.lessons.apis.servers import both_servers, empty
from labkit.stubs import Downstream, downstream
from labkit.systems.users import Settings, running
from labkit.systems.users.avatars import Patience
from labkit.systems.users.breaker import Breaker

QUICK = Patience(attempts=3, timeout=0.3, backoff=0.01)
PICTURE = {"url": "https://pictures.example/ada.png"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--api`` and ``--breaker``."""
    parser.addoption("--api", default="correct", choices=sorted(VERSIONS), help="what to test")
    parser.addoption("--breaker", default="correct", choices=sorted(BREAKERS), help="what to test")


@pytest.fixture(scope="session")
def servers() -> Iterator[Settings]:
    """A PostgreSQL and a Redis that all tests share: starting them is dear."""
    with both_servers() as settings:
        yield settings


@pytest.fixture
def settings(servers: Settings) -> Settings:
    """The servers, without anybody in them."""
    empty(servers)
    return servers


@pytest.fixture
def database(settings: Settings) -> Iterator[FaultProxy]:
    """The way from the service to PostgreSQL; a test can make it a bad one."""
    there = httpx.URL(settings.database_url)
    with FaultProxy(there.host, there.port or 5432) as proxy:
        yield proxy


@pytest.fixture
def avatars() -> Iterator[Downstream]:
    """A stub of somebody else's service; it knows a picture of everybody until told otherwise."""
    with downstream(PICTURE) as stub:
        yield stub


@pytest.fixture
def url(
    settings: Settings, database: FaultProxy, avatars: Downstream, request: pytest.FixtureRequest
) -> Iterator[str]:
    """The address of a running service; its port is one that was free."""
    there = httpx.URL(settings.database_url).copy_with(host=database.host, port=database.port)
    version = VERSIONS[request.config.getoption("--api")]
    with (
        version.service(replace(settings, database_url=str(there))) as service,
        version.client(avatars.url, QUICK) as pictures,
        running(version.app(service, pictures)) as url,
    ):
        yield url


@pytest.fixture
def api(url: str) -> Iterator[httpx.Client]:
    """A client that knows the address, and waits two seconds at most."""
    with httpx.Client(base_url=url, timeout=2) as client:
        yield client


@pytest.fixture
def ada(api: httpx.Client) -> httpx.Response:
    """The answer to Ada's registration."""
    return api.post("/api/users", json={"email": "ada@example.com", "name": "Ada"})


@pytest.fixture
def page(
    api: httpx.Client, ada: httpx.Response, avatars: Downstream
) -> Callable[[], httpx.Response]:
    """Shows Ada's page, as often as it is called."""
    avatars.requests.clear()
    return lambda: api.get(ada.headers["Location"])


@dataclass
class Clock:
    """A clock that stands still until a test sets it; ``now`` is in seconds."""

    now: float = 0.0

    def __call__(self) -> float:
        """The time."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """The clock of the breaker."""
    return Clock()


@pytest.fixture
def breaker(clock: Clock, request: pytest.FixtureRequest) -> Breaker:
    """A breaker that opens after two failures in a row, for a minute."""
    kind = BREAKERS[request.config.getoption("--breaker")]
    return kind(threshold=2, cool_down=60, clock=clock)
