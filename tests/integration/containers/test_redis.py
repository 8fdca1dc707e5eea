"""Redis behind unmodified testcontainers: what the official image promises."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing

import docker
import docker.errors
import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from testcontainers.community.redis import AsyncRedisContainer, PingWaitStrategy, RedisContainer
from testcontainers.core.container import DockerContainer

from tests.integration.containers.servers import skip_without

AT_ONCE = Retry(NoBackoff(), 0)  # redis-py tries ten times before it reports an error


@pytest.fixture(scope="module", autouse=True)
def _server() -> None:
    skip_without("redis")


@pytest.fixture(scope="module")
def shared() -> Iterator[RedisContainer]:
    """A Redis 7 that tests of this module share; each uses keys of its own."""
    with RedisContainer("redis:7") as container:
        yield container


@pytest.fixture
def client(shared: RedisContainer) -> Iterator[redis.Redis]:
    with shared.get_client(decode_responses=True) as connected:
        yield connected


def write(container: RedisContainer, key: str) -> None:
    with container.get_client() as client:
        client.set(key, 1)


def read(container: RedisContainer, *keys: str) -> list[str | None]:
    """The keys' values, once the server answers again after a start."""
    PingWaitStrategy().wait_until_ready(container)
    with container.get_client(decode_responses=True) as client:
        found: list[str | None] = client.mget(keys)
    return found


@pytest.mark.parametrize("image", ["redis", "redis:7", "redis:7-alpine"])
def test_runs_the_usual_image_names(image: str) -> None:
    with RedisContainer(image) as container, container.get_client() as client:
        assert client.ping()


def test_runs_the_major_version_that_the_tag_names(client: redis.Redis) -> None:
    assert client.info("server")["redis_version"].split(".")[0] == "7"


def test_keeps_what_is_written(client: redis.Redis) -> None:
    client.set("temperature", 21)
    assert client.incr("temperature") == 22


def test_is_without_a_password_and_without_protected_mode(client: redis.Redis) -> None:
    assert client.config_get("protected-mode") == {"protected-mode": "no"}


def test_each_container_has_its_own_data(client: redis.Redis) -> None:
    with RedisContainer("redis:7") as other, other.get_client() as elsewhere:
        elsewhere.set("only here", "yes")
        assert client.get("only here") is None


def test_asks_for_the_password_that_was_set() -> None:
    with RedisContainer("redis:7", password="se-cret") as container:
        with container.get_client() as client:
            assert client.ping()
        port = container.get_exposed_port(6379)
        with (
            redis.Redis(container.get_container_host_ip(), port, retry=AT_ONCE) as stranger,
            pytest.raises(redis.AuthenticationError),
        ):
            stranger.ping()


def test_passes_options_of_the_command_to_the_server() -> None:
    container = RedisContainer("redis:7")
    container.with_command("redis-server --maxmemory 5mb --maxmemory-policy allkeys-lru")
    with container, container.get_client(decode_responses=True) as client:
        assert client.config_get("maxmemory")["maxmemory"] == "5242880"
        assert client.config_get("maxmemory-policy")["maxmemory-policy"] == "allkeys-lru"


def test_reads_a_configuration_file_that_was_copied_in() -> None:
    container = RedisContainer("redis:7").with_command("redis-server /etc/redis/lab.conf")
    container.with_copy_into_container(b"maxclients 17\n", "/etc/redis/lab.conf")
    with container, container.get_client(decode_responses=True) as client:
        assert client.config_get("maxclients") == {"maxclients": "17"}


def test_listens_on_the_port_that_its_command_names() -> None:
    container = RedisContainer("redis:7", port=7000).with_command("redis-server --port 7000")
    with container, container.get_client() as client:
        assert client.ping()


def test_a_wrong_option_ends_the_container_with_the_reason() -> None:
    container = DockerContainer("redis:7").with_command("redis-server --no-such-option 1").start()
    try:
        assert container.wait() == 1
        assert b"no-such-option" in b"".join(container.get_logs())
    finally:
        container.stop()


def test_exec_redis_cli_reaches_the_server_from_inside(
    shared: RedisContainer, client: redis.Redis
) -> None:
    client.set("asked", "inside")
    for words in (["redis-cli"], ["redis-cli", "-h", "127.0.0.1", "-p", "6379"]):
        status, output = shared.exec([*words, "GET", "asked"])
        assert (status, output.strip()) == (0, b"inside")


def test_exec_redis_cli_works_in_a_shell(shared: RedisContainer) -> None:
    status, output = shared.exec(["sh", "-c", "redis-cli -p 6379 ECHO hello | tr a-z A-Z"])
    assert (status, output.strip()) == (0, b"HELLO")


def test_logs_are_on_standard_output(shared: RedisContainer) -> None:
    stdout, stderr = shared.get_logs()
    assert b"Ready to accept connections" in stdout
    assert stderr == b""


def test_data_survives_stop_and_start_but_not_removal() -> None:
    with RedisContainer("redis:7") as container:
        write(container, "kept")
        container.get_wrapped_container().stop()
        container.get_wrapped_container().start()
        assert read(container, "kept") == ["1"]
    with RedisContainer("redis:7") as fresh, fresh.get_client() as client:
        assert client.get("kept") is None


def test_without_save_points_a_stop_forgets() -> None:
    with RedisContainer("redis:7").with_command(["redis-server", "--save", ""]) as container:
        write(container, "forgotten")
        container.get_wrapped_container().restart()
        assert read(container, "forgotten") == [None]


def test_a_kill_loses_what_was_not_saved() -> None:
    with RedisContainer("redis:7") as container:
        with container.get_client() as client:
            client.set("saved", 1)
            client.save()
            client.set("unsaved", 1)
        wrapped = container.get_wrapped_container()
        wrapped.kill()
        assert wrapped.wait()["StatusCode"] == 137
        wrapped.start()
        assert read(container, "saved", "unsaved") == ["1", None]


def test_an_append_only_file_survives_a_kill() -> None:
    command = "redis-server --appendonly yes --appendfsync always"
    with RedisContainer("redis:7").with_command(command) as container:
        write(container, "kept")
        container.get_wrapped_container().kill()
        container.get_wrapped_container().start()
        assert read(container, "kept") == ["1"]


def test_a_paused_server_keeps_clients_waiting_until_it_goes_on() -> None:
    with (
        RedisContainer("redis:7") as container,
        container.get_client(socket_timeout=0.5, retry=AT_ONCE) as client,
    ):
        wrapped = container.get_wrapped_container()
        wrapped.pause()
        with pytest.raises(redis.TimeoutError):
            client.ping()
        wrapped.unpause()
        assert client.ping()


def test_a_stopped_server_ended_well() -> None:
    with RedisContainer("redis:7") as container:
        wrapped = container.get_wrapped_container()
        wrapped.stop()
        assert wrapped.wait()["StatusCode"] == 0


def test_delivers_published_messages(shared: RedisContainer, client: redis.Redis) -> None:
    with shared.get_client(decode_responses=True) as other, other.pubsub() as listener:
        listener.subscribe("weather")
        listener.get_message(timeout=5)
        client.publish("weather", "rain")
        message = listener.get_message(timeout=5)
    assert message is not None
    assert message["data"] == "rain"


def test_serves_the_asynchronous_variant() -> None:
    async def ping(container: AsyncRedisContainer) -> bool:
        async with await container.get_async_client() as client:
            return bool(await client.ping())

    with AsyncRedisContainer("redis:7") as container:
        assert asyncio.run(ping(container))


def test_many_containers_at_once_are_strangers_to_each_other() -> None:
    found: list[object] = []

    def use(number: int) -> None:
        with RedisContainer("redis:7") as container, container.get_client() as client:
            client.set("number", number)
            found.append((number, client.dbsize(), int(client.get("number"))))

    in_parallel([lambda number=number: use(number) for number in range(8)])
    assert sorted(found) == [(number, 1, number) for number in range(8)]


def in_parallel(tasks: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=task) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)


def test_a_version_that_does_not_exist_is_refused() -> None:
    """With 404; a Docker that cannot reach its registry says that instead."""
    with pytest.raises(docker.errors.APIError, match="redis"):
        DockerContainer("redis:3000").start()


@pytest.fixture
def running() -> Iterator[Callable[[], set[str]]]:
    """Tells the ids of the containers that exist now."""
    with closing(docker.from_env()) as engine:
        yield lambda: {each.id for each in engine.containers.list(all=True, ignore_removed=True)}


def test_after_removal_nothing_of_a_container_is_left(running: Callable[[], set[str]]) -> None:
    with RedisContainer("redis:7") as container:
        own = container.get_wrapped_container().id
        host, port = container.get_container_host_ip(), container.get_exposed_port(6379)
        assert own in running()
    assert own not in running()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((host, port), timeout=5).close()
