"""The challenge in classes; what is cached shows when SQL changes the table behind the service."""

import random
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import psycopg
import pytest
import redis
from testcontainers.community.postgres import PostgresContainer
from testcontainers.community.redis import RedisContainer

from labkit.systems.users import (
    AccountRepository,
    DatabaseUnavailable,
    EmailTaken,
    Settings,
    UserService,
)


def some_port():
    while True:
        port = random.randrange(20_000, 32_000)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port


def wait_for(attempt):
    deadline = time.monotonic() + 20
    while True:
        try:
            return attempt()
        except (psycopg.OperationalError, redis.ConnectionError):
            assert time.monotonic() < deadline
            threading.Event().wait(0.01)


class World:
    """The two servers, and a service on them."""

    def __init__(self, postgres, cache):
        self.postgres = postgres.get_wrapped_container()
        self.cache = cache.get_wrapped_container()
        self.database_url = postgres.get_connection_url()
        where = f"{cache.get_container_host_ip()}:{cache.get_exposed_port(6379)}"
        self.settings = Settings(self.database_url, f"redis://{where}/0", redis_timeout=2)
        self.settings = replace(self.settings, database_timeout=2)
        self.entries = redis.Redis.from_url(self.settings.redis_url)
        self.service = self.another()
        self.service.migrate()

    def another(self, **settings):
        return UserService(replace(self.settings, **settings))

    def sql(self, text, *values):
        with psycopg.connect(self.database_url) as connection:
            connection.execute(text, values)

    def up(self):
        wait_for(lambda: psycopg.connect(self.database_url).close())
        wait_for(self.entries.ping)

    def empty(self):
        self.sql("TRUNCATE users")
        self.entries.flushall()

    def close(self):
        self.service.close()
        self.entries.close()


@pytest.fixture(scope="module")
def servers():
    postgres = PostgresContainer("postgres:16", driver=None).with_bind_ports(5432, some_port())
    cache = RedisContainer("redis:7").with_bind_ports(6379, some_port())
    with postgres, cache:
        yield postgres, cache


class Base:
    @pytest.fixture(autouse=True)
    def world(self, servers):
        self.world = World(*servers)
        self.world.empty()
        self.service = self.world.service
        self.alice = self.service.register("alice@example.com", "Alice")
        yield
        self.world.close()

    def stored(self, user_id):
        """What a new instance finds with nothing in the cache."""
        self.world.entries.flushall()
        with self.world.another() as fresh:
            return fresh.get(user_id)


class TestPersistence(Base):
    def test_crash(self):
        self.world.postgres.kill()
        self.world.postgres.start()
        self.world.up()
        assert self.stored(self.alice.id) == self.alice

    def test_change(self):
        changed = self.service.change(self.alice.id, email="al@example.com", name="Al")
        assert self.stored(self.alice.id) == changed
        assert changed == replace(self.alice, email="al@example.com", name="Al")

    def test_two_users(self):
        bob = self.service.register("bob@example.com", "Bob")
        self.service.rename(self.alice.id, "Al")
        assert self.stored(bob.id) == bob
        with pytest.raises(EmailTaken):
            self.service.change(bob.id, email="ALICE@example.com", name="Bobby")
        assert self.stored(bob.id) == bob

    def test_starting_again(self):
        with self.world.another() as second:
            second.migrate()
        assert self.stored(self.alice.id) == self.alice

    def test_delete(self):
        assert self.service.delete(self.alice.id) is True
        assert self.stored(self.alice.id) is None


class TestCache(Base):
    def rename_behind(self, name):
        self.world.sql("UPDATE users SET name = %s WHERE id = %s", name, self.alice.id)

    def test_cached(self):
        self.service.get(self.alice.id)
        self.rename_behind("Nobody")
        assert self.service.get(self.alice.id) == self.alice

    def test_nobody_is_cached(self):
        missing = self.alice.id + 100_000
        assert self.service.get(missing) is None
        self.world.sql(
            "INSERT INTO users (id, email, name) OVERRIDING SYSTEM VALUE VALUES (%s, 'x@y', 'X')",
            missing,
        )
        assert self.service.get(missing) is None

    def test_expiry(self):
        self.service.get(self.alice.id)
        assert all(self.world.entries.ttl(key) > 0 for key in self.world.entries.keys())

    @pytest.mark.parametrize("what", [{"name": "Al"}, {"email": "al@example.com"}])
    def test_changes_are_seen_everywhere(self, what):
        with self.world.another() as other:
            assert self.service.get(self.alice.id) == other.get(self.alice.id)
            changed = self.service.change(self.alice.id, **what)
            assert other.get(self.alice.id) == changed
            assert self.service.get(self.alice.id) == changed

    def test_deletion_is_seen(self):
        self.service.get(self.alice.id)
        self.service.delete(self.alice.id)
        assert self.service.get(self.alice.id) is None

    def test_registration_is_seen(self):
        bob = self.service.register("bob@example.com", "Bob")
        soon = bob.id * 2 - self.alice.id
        assert self.service.get(soon) is None
        carol = self.service.register("carol@example.com", "Carol")
        assert carol.id == soon
        assert self.service.get(soon) == carol

    def test_slow_reader(self):
        read, go_on = threading.Event(), threading.Event()

        class Slow(AccountRepository):
            def find(self, user_id):
                found = super().find(user_id)
                read.set()
                go_on.wait(10)
                return found

        slow = UserService(self.world.settings, Slow)
        with slow, ThreadPoolExecutor(1) as pool:
            reading = pool.submit(slow.get, self.alice.id)
            assert read.wait(10)
            self.service.delete(self.alice.id)
            go_on.set()
            reading.result()
            assert slow.get(self.alice.id) is None


class TestErrors(Base):
    @pytest.fixture(autouse=True)
    def back_to_normal(self, world):
        yield
        for server in (self.world.postgres, self.world.cache):
            server.reload()
            if server.status == "paused":
                server.unpause()
            elif server.status != "running":
                server.start()
        self.world.up()

    def test_redis_is_gone_and_back(self):
        self.service.get(self.alice.id)
        self.world.entries.save()
        self.world.cache.stop()
        assert self.service.get(self.alice.id) == self.alice
        assert self.service.health().cache is False
        renamed = self.service.rename(self.alice.id, "Al")
        self.world.cache.start()
        self.world.up()
        assert self.service.get(self.alice.id) == renamed

    def test_redis_hangs(self):
        with self.world.another(redis_timeout=0.2) as hasty, ThreadPoolExecutor(1) as pool:
            self.world.cache.pause()
            try:
                assert pool.submit(hasty.get, self.alice.id).result(3) == self.alice
            finally:
                self.world.cache.unpause()

    def test_postgres_hangs(self):
        with self.world.another(database_timeout=0.4) as hasty, ThreadPoolExecutor(1) as pool:
            hasty.find_by_email("alice@example.com")
            self.world.postgres.pause()
            try:
                assert pool.submit(hasty.health).result(3).database is False
            finally:
                self.world.postgres.unpause()

    def test_postgres_is_gone_and_back(self):
        bob = self.service.register("bob@example.com", "Bob")
        self.service.get(self.alice.id)
        self.world.postgres.stop()
        assert self.service.get(self.alice.id) == self.alice
        with pytest.raises(DatabaseUnavailable):
            self.service.get(bob.id)
        with pytest.raises(DatabaseUnavailable):
            self.service.delete(self.alice.id)
        assert self.service.get(self.alice.id) == self.alice
        assert self.service.health().database is False
        self.world.postgres.start()
        self.world.up()
        assert self.service.get(bob.id) == bob

    def test_damage(self):
        self.service.get(self.alice.id)
        for key in self.world.entries.keys():
            self.world.entries.set(key, "?")
        assert self.service.get(self.alice.id) == self.alice
        self.world.sql("UPDATE users SET name = 'Nobody'")
        assert self.service.get(self.alice.id) == self.alice

    def test_crowd(self):
        finds = []
        crowded = threading.Event()

        class Counting(AccountRepository):
            def find(self, user_id):
                finds.append(user_id)
                if len(finds) > 1:
                    crowded.set()
                crowded.wait(0.3)
                return super().find(user_id)

        with UserService(self.world.settings, Counting) as service, ThreadPoolExecutor(5) as pool:
            found = list(pool.map(service.get, [self.alice.id] * 5))
        assert found == [self.alice] * 5
        assert len(finds) == 1
