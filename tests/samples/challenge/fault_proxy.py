"""Error scenarios with a proxy before each server: the network fails, the servers stay up."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from types import SimpleNamespace

import psycopg
import pytest
import redis
from testcontainers.community.postgres import PostgresContainer
from testcontainers.community.redis import RedisContainer

from labkit.faults import FaultProxy
from labkit.systems.users import (
    AccountRepository,
    DatabaseUnavailable,
    Settings,
    UserService,
)


@pytest.fixture(scope="module")
def lab():
    """Servers, their proxies, and settings that lead through the proxies."""
    with ExitStack() as opened:
        postgres = opened.enter_context(PostgresContainer("postgres:16", driver=None))
        cache = opened.enter_context(RedisContainer("redis:7"))
        host = postgres.get_container_host_ip()
        database = opened.enter_context(FaultProxy(host, int(postgres.get_exposed_port(5432))))
        entries = opened.enter_context(FaultProxy(host, int(cache.get_exposed_port(6379))))
        url = f"postgresql://test:test@{database.host}:{database.port}/test"
        settings = Settings(url, f"redis://{entries.host}:{entries.port}/0", redis_timeout=2)
        settings = replace(settings, database_timeout=2)
        with UserService(settings) as service:
            service.migrate()
        yield SimpleNamespace(database=database, cache=entries, settings=settings)


@pytest.fixture
def client(lab):
    with redis.Redis.from_url(lab.settings.redis_url) as client:
        client.flushall()
        yield client


@pytest.fixture
def service(lab, client):
    with psycopg.connect(lab.settings.database_url) as connection:
        connection.execute("TRUNCATE users")
    with UserService(lab.settings) as service:
        yield service


@pytest.fixture
def second(lab):
    with UserService(lab.settings) as second:
        yield second


@pytest.fixture
def alice(service):
    return service.register("alice@example.com", "Alice")


@pytest.fixture
def thread():
    with ThreadPoolExecutor(8) as threads:
        yield threads.submit


def repository(ids, then=lambda: None):
    class Spy(AccountRepository):
        def find(self, user_id):
            ids.append(user_id)
            user = super().find(user_id)
            then()
            return user

    return Spy


def test_no_cache(lab, service, second, alice):
    service.get(alice.id)
    with lab.cache.down():
        assert service.health().cache is False
        assert service.get(alice.id) == alice
        renamed = service.rename(alice.id, "Al")
    assert service.get(alice.id) == second.get(alice.id) == renamed


def test_damage(lab, client, alice):
    ids = []
    with UserService(lab.settings, repository(ids)) as service:
        service.get(alice.id)
        for key in client.keys():
            client.set(key, "\0")
        for _ in range(3):
            assert service.get(alice.id) == alice
    assert ids == [alice.id] * 2


def test_silence_in_redis(lab, thread, alice):
    with UserService(replace(lab.settings, redis_timeout=0.2)) as hasty, lab.cache.stall():
        assert thread(hasty.get, alice.id).result(3) == alice


def test_silence_in_postgres(lab, thread, alice):
    with UserService(replace(lab.settings, database_timeout=0.4)) as hasty:
        hasty.find_by_email("nobody@example.com")
        with lab.database.stall():
            assert isinstance(thread(hasty.get, alice.id).exception(3), DatabaseUnavailable)


def test_no_database(lab, service, alice):
    bob = service.register("bob@example.com", "Bob")
    service.get(alice.id)
    with lab.database.down():
        assert service.get(alice.id) == alice
        for refused in (lambda: service.get(bob.id), lambda: service.rename(alice.id, "Al")):
            with pytest.raises(DatabaseUnavailable):
                refused()
        assert service.health().database is False
        assert service.get(alice.id) == alice
    assert service.get(bob.id) == bob


def test_rush(lab, thread, alice):
    ids, more = [], threading.Event()
    wait = repository(ids, lambda: more.set() if len(ids) > 1 else more.wait(0.3))
    with UserService(lab.settings, wait) as service:
        found = [thread(service.get, alice.id) for _ in range(6)]
        assert [each.result() for each in found] == [alice] * 6
    assert len(ids) == 1
