import httpx
import pytest
from testcontainers.community.postgres import PostgresContainer
from testcontainers.community.redis import RedisContainer

from labkit.systems.users import Settings, UserService, create_app, running


@pytest.fixture(scope="module")
def api():
    with PostgresContainer("postgres:16", driver=None) as pg, RedisContainer("redis:7") as redis:
        cache = f"redis://{redis.get_container_host_ip()}:{redis.get_exposed_port(6379)}/0"
        with UserService(Settings(pg.get_connection_url(), cache)) as service:
            service.migrate()
            with running(create_app(service)) as url, httpx.Client(base_url=url) as client:
                yield client


def test_a_user_can_be_created(api):
    answer = api.post("/api/users", json={"email": "ada@example.com", "name": "Ada"})
    try:
        assert answer.json()["name"] == "Ada"
    finally:
        api.delete(f"/api/users/{answer.json()['id']}")


def test_a_user_can_be_read(api):
    created = api.post("/api/users", json={"email": "grace@example.com", "name": "Grace"}).json()
    try:
        assert api.get(f"/api/users/{created['id']}").json()["email"] == "grace@example.com"
    finally:
        api.delete(f"/api/users/{created['id']}")
