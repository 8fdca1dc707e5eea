"""Two servers of a service, and what can happen to them."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import docker.models.containers
import psycopg
import redis
from testcontainers.community.postgres import PostgresContainer
from testcontainers.community.redis import RedisContainer

from labkit.systems.users import Settings

DEADLINE = 20.0


@dataclass(frozen=True)
class Server:
    """A server whose port stays the same when it starts again."""

    url: str
    container: docker.models.containers.Container
    answers: Callable[[], object]

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Connections are refused in the block; the server is back after it."""
        self.container.stop()
        try:
            yield
        finally:
            self.container.start()
            self.wait()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """The server accepts and does not answer in the block."""
        self.container.pause()
        try:
            yield
        finally:
            self.container.unpause()
            self.wait()

    def crash(self) -> None:
        """Kill the server, and start it again."""
        self.container.kill()
        self.container.start()
        self.wait()

    def wait(self) -> None:
        """Wait until the server answers."""
        eventually(self.answers)


@dataclass(frozen=True)
class Lab:
    """A PostgreSQL and a Redis."""

    postgres: Server
    redis: Server

    def settings(self, **more: float) -> Settings:
        """Settings for a service on these servers; it is not patient."""
        patience = {"database_timeout": 0.4, "redis_timeout": 0.3}
        return Settings(self.postgres.url, self.redis.url, **{**patience, **more})

    def clean(self) -> None:
        """Empty both servers."""
        with psycopg.connect(self.postgres.url) as connection:
            connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        with self.client() as client:
            client.flushall()

    def client(self) -> redis.Redis:
        """A client of the Redis server."""
        return redis.Redis.from_url(self.redis.url)

    def sql(self, statement: str) -> list[tuple[object, ...]]:
        """Run a statement behind the service's back."""
        with psycopg.connect(self.postgres.url) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []


@contextmanager
def lab() -> Iterator[Lab]:
    """Start both servers on free ports."""
    database = PostgresContainer("postgres:16", driver=None).with_bind_ports(5432, free_port())
    cache = RedisContainer("redis:7").with_bind_ports(6379, free_port())
    with database, cache:
        host, port = cache.get_container_host_ip(), cache.get_exposed_port(6379)
        database_url, redis_url = database.get_connection_url(), f"redis://{host}:{port}/0"
        client = redis.Redis.from_url(redis_url)
        yield Lab(
            Server(
                database_url,
                database.get_wrapped_container(),
                lambda: psycopg.connect(database_url).close(),
            ),
            Server(redis_url, cache.get_wrapped_container(), client.ping),
        )
        client.close()


def free_port() -> int:
    """A port that nobody uses at the moment."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])


def eventually(action: Callable[[], object]) -> object:
    """What the action returns, when at last it raises no error of a server any more."""
    deadline = time.monotonic() + DEADLINE
    while True:
        try:
            return action()
        except (ConnectionError, psycopg.OperationalError, redis.RedisError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.01)
