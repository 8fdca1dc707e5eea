"""What every suite of this chapter is given: real servers, and ways to reach what is tested."""

import threading
import time

import httpx
import psycopg
import pytest
from redis import Redis
from testcontainers.community.postgres import PostgresContainer
from testcontainers.community.redis import RedisContainer

from labkit.faults import FaultProxy
from labkit.stubs import downstream
from labkit.systems.users import Settings, UserRepository, UserService, create_app, running
from labkit.systems.users.avatars import AvatarClient, Patience, name_of
from labkit.systems.users.breaker import Breaker
from labkit.systems.users.frontend import WebFrontend
from labkit.systems.users.pictures import PictureOrders

ADA, GRACE = "ada@example.com", "grace@example.com"
PICTURE = {"url": "https://pictures.example/1.png"}
QUICK = Patience(attempts=1, timeout=0.5)


class Api(httpx.Client):
    """A client for which no answer in three seconds is a failed expectation."""

    def request(self, *args, **kwargs):
        try:
            return super().request(*args, **kwargs)
        except httpx.TimeoutException:
            pytest.fail("the service does not answer")


@pytest.fixture(scope="module")
def servers():
    """A PostgreSQL with tables and a Redis, for all tests of the module."""
    with (
        PostgresContainer("postgres:16", driver=None) as postgres,
        RedisContainer("redis:7") as redis,
    ):
        cache = f"redis://{redis.get_container_host_ip()}:{redis.get_exposed_port(6379)}/0"
        url = postgres.get_connection_url()
        with UserRepository(url) as repository:
            repository.migrate()
        yield Settings(url, cache, database_timeout=0.5)


@pytest.fixture
def settings(servers):
    """The two servers, with nobody in them."""
    with psycopg.connect(servers.database_url) as connection:
        connection.execute("TRUNCATE users")
    with Redis.from_url(servers.redis_url) as redis:
        redis.flushdb()
    return servers


@pytest.fixture
def users(settings):
    """A repository on a database with nobody in it."""
    with UserRepository(settings.database_url) as users:
        yield users


@pytest.fixture
def database(settings):
    """The way from the service to PostgreSQL; a test can make it a bad one."""
    there = httpx.URL(settings.database_url)
    with FaultProxy(there.host, there.port) as proxy:
        yield proxy


@pytest.fixture
def cache(settings):
    """The way from the service to Redis; a test can make it a bad one."""
    there = httpx.URL(settings.redis_url)
    with FaultProxy(there.host, there.port) as proxy:
        yield proxy


@pytest.fixture
def avatars():
    """A stub of the avatar service; it has a picture of everybody until told otherwise."""
    with downstream(PICTURE) as stub:
        yield stub


@pytest.fixture
def pictures(avatars):
    """A client of the avatar service, which asks once a time."""
    with AvatarClient(avatars.url, QUICK, Breaker(threshold=1000)) as client:
        yield client


@pytest.fixture
def service(settings, database, cache, pictures):
    """The service, between its servers and without HTTP; it orders pictures in the background."""
    url = httpx.URL(settings.database_url).copy_with(host=database.host, port=database.port)
    near = Settings(str(url), f"redis://{cache.host}:{cache.port}/0", database_timeout=0.5)
    with PictureOrders(pictures, pause=0.01) as orders, UserService(near, events=orders) as service:
        yield service


@pytest.fixture
def url(service, pictures):
    """Where the service answers over HTTP."""
    with running(create_app(service, pictures)) as url:
        yield url


@pytest.fixture(scope="module")
def client():
    """One HTTP client for the module: making one takes longer than many requests."""
    with Api(timeout=3) as client:
        yield client


@pytest.fixture
def api(client, url):
    """A client of the running service."""
    client.base_url = url
    return client


@pytest.fixture
def frontend(url):
    """What stands behind the web pages: the same service, as a visitor meets it."""
    with WebFrontend(url) as frontend:
        yield frontend


@pytest.fixture
def ada(api):
    """Where Ada is, who has just registered over HTTP."""
    return api.post("/api/users", json={"email": ADA, "name": "Ada"}).headers["Location"]


@pytest.fixture
def ordered(avatars):
    """Whose orders were sent so far, in order, also those that failed: a function."""
    known = {name_of(ADA): "Ada", name_of(GRACE): "Grace"}
    return lambda: [known[each.body["name"]] for each in avatars.requests if each.body]


@pytest.fixture
def wait_until():
    """Polls until a condition holds; False when it does not within five seconds."""

    def wait_until(condition, seconds=5.0):
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                return False
            threading.Event().wait(0.01)
        return True

    return wait_until
