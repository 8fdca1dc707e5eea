"""The servers behind the user service, and how to empty them."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from redis import Redis
from testcontainers.community.postgres import PostgresContainer
from testcontainers.community.redis import RedisContainer

from labkit.systems.users import Settings, UserService


@contextmanager
def both_servers() -> Iterator[Settings]:
    """A PostgreSQL with tables and a Redis, gone after the block."""
    with (
        PostgresContainer("postgres:16", driver=None) as postgres,
        RedisContainer("redis:7") as redis,
    ):
        cache = f"redis://{redis.get_container_host_ip()}:{redis.get_exposed_port(6379)}/0"
        settings = Settings(postgres.get_connection_url(), cache, database_timeout=0.5)
        with UserService(settings) as service:
            service.migrate()
        yield settings


def empty(settings: Settings) -> None:
    """Remove everybody from both servers; the tables stay.

    Ids go on at a number that nobody guesses: a test that writes one down, such as 1, is red.
    """
    with psycopg.connect(settings.database_url) as connection:
        connection.execute("TRUNCATE users")
        connection.execute("ALTER TABLE users ALTER COLUMN id RESTART WITH 4711")
    with Redis.from_url(settings.redis_url) as redis:
        redis.flushdb()
