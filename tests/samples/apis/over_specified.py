import httpx
import psycopg
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
                client.database = pg.get_connection_url()
                yield client


@pytest.fixture(autouse=True)
def nobody(api):
    with psycopg.connect(api.database) as connection:
        connection.execute("TRUNCATE users")


def test_the_answer_is_exactly_this(api):
    answer = api.post("/api/users", json={"email": "ada@example.com", "name": "Ada"})
    assert answer.status_code == 201
    assert set(answer.json()) == {"id", "email", "name", "created_at", "avatar"}


def test_the_refusal_is_worded_like_this(api):
    answer = api.get("/api/users/1000000")
    assert answer.json() == {"detail": "There is no user 1000000."}


def test_nobody_is_not_found(api):
    assert api.get("/api/users/1000000").status_code == 404
