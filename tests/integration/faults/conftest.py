"""Real servers on whatever runtime there is, each behind a proxy."""

from collections.abc import Callable, Iterator

import pytest
from redis import Redis
from testcontainers.community.postgres import PostgresContainer
from testcontainers.community.redis import RedisContainer

import labkit.engine
from labkit.faults import FaultProxy
from labkit.faults.fixtures import fault_proxy
from tests.integration.containers.servers import skip_without

__all__ = ["fault_proxy"]


@pytest.fixture(scope="session", autouse=True)
def engine() -> labkit.engine.Engine:
    """The container engine that labkit finds or starts."""
    return labkit.engine.use()


@pytest.fixture(scope="module")
def redis_container() -> Iterator[RedisContainer]:
    """A Redis that the tests of one module share."""
    skip_without("redis")
    with RedisContainer("redis:7") as container:
        yield container


@pytest.fixture(scope="module")
def postgres() -> Iterator[PostgresContainer]:
    """A PostgreSQL that the tests of one module share."""
    with PostgresContainer("postgres:16", driver=None) as container:
        yield container


@pytest.fixture
def proxy(fault_proxy: Callable[..., FaultProxy], redis_container: RedisContainer) -> FaultProxy:
    """A proxy in front of Redis."""
    host = redis_container.get_container_host_ip()
    return fault_proxy(host, redis_container.get_exposed_port(6379))


@pytest.fixture
def client(proxy: FaultProxy) -> Iterator[Redis]:
    """A connected client of Redis that loses patience soon and never tries again."""
    with Redis(proxy.host, proxy.port, socket_timeout=0.3, retry=None) as connected:
        connected.flushall()
        yield connected
