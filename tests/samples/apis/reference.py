import httpx
import psycopg
import pytest
from redis import Redis
from testcontainers.community.postgres import PostgresContainer
from testcontainers.community.redis import RedisContainer

from labkit.faults import FaultProxy
from labkit.stubs import downstream
from labkit.systems.users import Settings, UserService, create_app, running
from labkit.systems.users.avatars import AvatarClient, AvatarsUnavailable, Patience
from labkit.systems.users.breaker import Breaker

ADA = {"email": "ada@example.com", "name": "Ada"}
GRACE = {"email": "grace@example.com", "name": "Grace"}
PICTURE = {"url": "https://pictures.example/1.png"}
QUICK = Patience(attempts=3, timeout=0.2, backoff=0.001)


class Api(httpx.Client):
    """A client that takes no answer within three seconds for a failed expectation."""

    def request(self, *args, **kwargs):
        try:
            return super().request(*args, **kwargs)
        except httpx.TimeoutException:
            pytest.fail("the service does not answer")


@pytest.fixture(scope="module")
def servers():
    """A PostgreSQL, a Redis, and the way to the former, which a test can make a bad one."""
    with (
        PostgresContainer("postgres:16", driver=None) as postgres,
        RedisContainer("redis:7") as redis,
        FaultProxy(postgres.get_container_host_ip(), postgres.get_exposed_port(5432)) as proxy,
    ):
        straight = postgres.get_connection_url()
        database = httpx.URL(straight).copy_with(host=proxy.host, port=proxy.port)
        cache = f"redis://{redis.get_container_host_ip()}:{redis.get_exposed_port(6379)}/0"
        settings = Settings(str(database), cache, database_timeout=0.5)
        with UserService(settings) as service:
            service.migrate()
        yield settings, proxy, straight


@pytest.fixture(scope="module")
def service(servers):
    """The running service and the stub that it takes for the avatar service."""
    settings, _, _ = servers
    with (
        downstream() as stub,
        UserService(settings) as users,
        AvatarClient(stub.url, QUICK, Breaker(threshold=1000)) as pictures,
        running(create_app(users, pictures)) as url,
        Api(base_url=url, timeout=3) as client,
    ):
        yield client, stub


@pytest.fixture
def api(servers, service):
    """The service with nobody in it."""
    settings, _, straight = servers
    with psycopg.connect(straight) as connection:
        connection.execute("TRUNCATE users")
    with Redis.from_url(settings.redis_url) as redis:
        redis.flushdb()
    return service[0]


@pytest.fixture
def avatars(service):
    """The stub, which knows a picture of everybody until a test says otherwise."""
    stub = service[1]
    stub.will(PICTURE)
    stub.requests.clear()
    return stub


@pytest.fixture
def database(servers):
    """The way to PostgreSQL, healed after the test."""
    proxy = servers[1]
    yield proxy
    proxy.heal()


@pytest.fixture
def ada(api, avatars):
    """Where Ada is, who has just registered."""
    created = api.post("/api/users", json=ADA)
    avatars.requests.clear()
    return created.headers["Location"]


def statuses(*answers):
    return [answer.status_code for answer in answers]


def test_who_registers_is_found_where_the_answer_says(api):
    created = api.post("/api/users", json=ADA)
    assert created.status_code == 201
    found = api.get(created.headers["Location"])
    assert found.status_code == 200
    assert found.json() == created.json()
    assert (found.json()["email"], found.json()["name"]) == ("ada@example.com", "Ada")


def test_who_is_not_there_is_not_found(api, ada):
    nobody = "/api/users/1000000"
    assert statuses(api.get(nobody), api.patch(nobody, json={"name": "x"})) == [404, 404]


def test_a_search_that_finds_nobody_is_no_error(api, ada):
    found = api.get("/api/users", params={"email": "ada@example.com"})
    nobody = api.get("/api/users", params={"email": "nobody@example.com"})
    assert [user["name"] for user in found.json()] == ["Ada"]
    assert (nobody.status_code, nobody.json()) == (200, [])


def test_a_taken_address_is_refused_and_shows_nobody(api, ada):
    refused = api.post("/api/users", json={"email": "ADA@example.com", "name": "Impostor"})
    assert refused.status_code == 409
    assert "id" not in refused.json()


@pytest.mark.parametrize("email", ["ada.example.com", "ada@", "", "a da@example.com"])
def test_what_is_no_address_is_refused(api, email):
    assert api.post("/api/users", json={"email": email, "name": "Ada"}).status_code == 422


def test_a_change_of_nothing_is_refused(api, ada):
    assert api.patch(ada, json={}).status_code == 422


def test_a_refused_change_changes_nothing(api, ada):
    api.post("/api/users", json=GRACE)
    refused = api.patch(ada, json={"email": "grace@example.com", "name": "Countess"})
    assert refused.status_code == 409
    assert api.get(ada).json()["name"] == "Ada"


def test_a_change_changes_address_and_name(api, ada):
    changed = api.patch(ada, json={"email": "countess@example.com", "name": "Countess"})
    assert (changed.json()["email"], changed.json()["name"]) == ("countess@example.com", "Countess")
    assert api.get(ada).json() == changed.json()


def test_deleted_once_and_for_all(api, ada):
    api.get(ada)
    assert statuses(api.delete(ada), api.delete(ada)) == [204, 404]
    assert api.get(ada).status_code == 404


def test_without_its_database_the_service_says_not_now(api, database):
    with database.down():
        refused = api.post("/api/users", json=ADA)
    assert refused.status_code == 503
    assert str(database.port) not in refused.text
    assert api.post("/api/users", json=ADA).status_code == 201


def test_without_its_database_it_still_shows_whom_it_knows(api, ada, database):
    api.get(ada)
    with database.down():
        assert api.get(ada).json()["name"] == "Ada"


def test_health_tells_whether_the_database_answers(api, database):
    assert api.get("/health").status_code == 200
    with database.down():
        assert api.get("/health").status_code == 503


def test_a_page_shows_the_picture(api, ada):
    assert api.get(ada).json()["avatar"] == PICTURE["url"]


@pytest.mark.parametrize(
    "failure",
    [500, b"<html>", {}, {"url": 5}, "hangs", "drips", "resets", "breaks off"],
)
def test_a_page_goes_on_without_its_picture(api, ada, avatars, failure):
    avatars.will(failure)
    page = api.get(ada)
    assert (page.status_code, page.json()["avatar"]) == (200, None)


@pytest.fixture
def client(avatars):
    with AvatarClient(avatars.url, QUICK, Breaker(threshold=1000)) as client:
        yield client


@pytest.mark.parametrize("failure", [500, 503, 429, "resets", "breaks off"])
def test_what_may_get_better_is_tried_again(client, avatars, failure):
    avatars.will(failure, failure, PICTURE)
    assert client.find("ada@example.com") == PICTURE["url"]
    assert len(avatars.requests) == 3


def test_what_will_not_get_better_is_asked_once(client, avatars):
    avatars.will(400)
    with pytest.raises(AvatarsUnavailable):
        client.find("ada@example.com")
    assert len(avatars.requests) == 1


def test_pauses_grow(avatars):
    pauses = []
    patience = Patience(attempts=4, timeout=0.2, backoff=1.0)
    avatars.will(500)
    with AvatarClient(avatars.url, patience, Breaker(1000), sleep=pauses.append) as client:
        with pytest.raises(AvatarsUnavailable):
            client.find("ada@example.com")
    assert len(pauses) == 3
    assert all(low <= pause <= 2 * low for low, pause in zip([0.5, 1, 2], pauses))


def test_a_repeated_order_carries_the_same_key(client, avatars):
    avatars.will(500, PICTURE)
    client.order("ada@example.com", key="order 1815")
    keys = [request.headers["Idempotency-Key"] for request in avatars.requests]
    assert keys == ["order 1815", "order 1815"]


def test_people_without_a_picture_are_no_failure(avatars):
    avatars.will(404)
    with AvatarClient(avatars.url, QUICK, Breaker(threshold=2)) as client:
        assert [client.find(f"{n}@example.com") for n in range(3)] == [None, None, None]


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def breaker(clock):
    return Breaker(threshold=2, cool_down=60, clock=clock)


def test_a_service_that_fails_is_left_alone(avatars, breaker):
    avatars.will(400)
    with AvatarClient(avatars.url, QUICK, breaker) as client:
        for _ in range(5):
            with pytest.raises(AvatarsUnavailable):
                client.find("ada@example.com")
    assert len(avatars.requests) == 2


def test_after_a_while_one_call_may_try(breaker, clock):
    breaker.failed()
    breaker.failed()
    assert not breaker.allows()
    clock.now += 60
    assert breaker.allows()
    breaker.failed()
    assert not breaker.allows()


def test_only_failures_in_a_row_count(breaker):
    breaker.failed()
    breaker.succeeded()
    breaker.failed()
    assert breaker.allows()
