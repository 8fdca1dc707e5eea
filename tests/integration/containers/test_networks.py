"""Named networks and published ports, as far as Docker shows them."""

import socket
from collections.abc import Iterator
from contextlib import closing

import docker
import docker.errors
import pytest
from testcontainers.community.redis import PingWaitStrategy, RedisContainer
from testcontainers.core.network import Network

from tests.integration.containers.servers import skip_without


@pytest.fixture(scope="module", autouse=True)
def _server() -> None:
    skip_without("redis")


@pytest.fixture
def client() -> Iterator[docker.DockerClient]:
    with closing(docker.from_env()) as connected:
        yield connected


@pytest.fixture
def network() -> Iterator[Network]:
    with Network() as made:
        yield made


def networks_of(container: RedisContainer) -> dict[str, list[str]]:
    """The networks that a container is in, with its aliases in each."""
    wrapped = container.get_wrapped_container()
    wrapped.reload()
    shown = wrapped.attrs["NetworkSettings"]["Networks"]
    return {name: endpoint["Aliases"] or [] for name, endpoint in shown.items()}


def test_a_network_shows_its_containers_and_they_show_it(
    client: docker.DockerClient, network: Network
) -> None:
    made = RedisContainer("redis:7").with_network(network).with_network_aliases("cache")
    with made as container:
        shown = client.networks.get(network.name).attrs["Containers"]
        assert list(shown) == [container.get_container_id()]
        assert list(networks_of(container)) == [network.name]
        assert "cache" in networks_of(container)[network.name]
    assert client.networks.get(network.name).attrs["Containers"] == {}


def test_a_container_joins_and_leaves_a_network(
    client: docker.DockerClient, network: Network
) -> None:
    with RedisContainer("redis:7") as container:
        network.connect(container.get_container_id(), ["later"])
        assert "later" in networks_of(container)[network.name]
        client.networks.get(network.name).disconnect(container.get_container_id())
        assert network.name not in networks_of(container)


def test_a_network_in_use_cannot_be_removed(network: Network) -> None:
    with (
        RedisContainer("redis:7").with_network(network),
        pytest.raises(docker.errors.APIError, match="active endpoints"),
    ):
        network.remove()


def test_a_network_that_is_not_there_is_not_found() -> None:
    container = RedisContainer("redis:7").with_kwargs(network="no-such-network")
    try:
        with pytest.raises(docker.errors.NotFound, match="no-such-network"):
            container.start()
    finally:
        container.stop()


def test_networks_and_containers_are_listed_by_name(
    client: docker.DockerClient, network: Network
) -> None:
    with RedisContainer("redis:7").with_network(network) as container:
        assert [each.name for each in client.networks.list(names=[network.name])] == [network.name]
        found = client.containers.list(filters={"network": network.name})
        assert [each.id for each in found] == [container.get_container_id()]
        assert client.containers.list(filters={"network": network.name, "status": "exited"}) == []
        assert container.get_container_id() in {
            each.id
            for each in client.containers.list(filters={"ancestor": "redis:7"}, ignore_removed=True)
        }


def test_an_unknown_filter_is_refused(client: docker.DockerClient) -> None:
    with pytest.raises(docker.errors.APIError, match=r"(?i)invalid filter"):
        client.containers.list(filters={"colour": "green"})


def test_a_fixed_port_stays_through_stop_and_start_and_is_nobody_elses() -> None:
    port = free_port()
    with RedisContainer("redis:7").with_bind_ports(6379, port) as container:
        assert container.get_exposed_port(6379) == port
        container.get_wrapped_container().stop()
        container.get_wrapped_container().start()
        PingWaitStrategy().wait_until_ready(container)
        assert container.get_exposed_port(6379) == port
        second = RedisContainer("redis:7").with_bind_ports(6379, port)
        try:
            with pytest.raises(docker.errors.APIError, match="port is already allocated"):
                second.start()
        finally:
            second.stop()


def free_port() -> int:
    """A port that nobody has at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
