"""The HTTP interface over a real server: statuses, bodies, and errors of every kind."""

from collections.abc import Iterator
from datetime import datetime

import httpx
import pytest

from labkit.systems.users import User, UserService, create_app, running
from tests.integration.users.lab import Lab

ALICE = {"email": "alice@example.com", "name": "Alice"}
NOBODY = [4711, 0, -1, 2**63, 10**30]


@pytest.fixture
def api(service: UserService) -> Iterator[httpx.Client]:
    with running(create_app(service)) as url, httpx.Client(base_url=url) as client:
        yield client


@pytest.fixture
def alice(api: httpx.Client) -> dict[str, object]:
    """A registered user, as the service shows her."""
    return dict(api.post("/api/users", json=ALICE).json())


def test_who_registers_is_shown_and_can_be_looked_up(api: httpx.Client) -> None:
    answer = api.post("/api/users", json=ALICE)
    assert answer.status_code == 201
    alice = answer.json()
    assert {key: alice[key] for key in ALICE} == ALICE
    assert datetime.fromisoformat(alice["created_at"]).tzinfo is not None
    assert answer.headers["Location"] == f"/api/users/{alice['id']}"
    assert api.get(answer.headers["Location"]).json() == alice


def test_a_user_is_found_by_address(api: httpx.Client, alice: dict[str, object]) -> None:
    assert api.get("/api/users", params={"email": "ALICE@example.com"}).json() == [alice]
    assert api.get("/api/users", params={"email": "bob@example.com"}).json() == []
    assert api.get("/api/users").status_code == 422


def test_a_change_changes_what_is_given(api: httpx.Client, alice: dict[str, object]) -> None:
    answer = api.patch(f"/api/users/{alice['id']}", json={"name": "Zoë 東京"})
    assert (answer.status_code, answer.json()) == (200, {**alice, "name": "Zoë 東京"})
    assert api.get(f"/api/users/{alice['id']}").json() == answer.json()


def test_a_deleted_user_is_gone(api: httpx.Client, alice: dict[str, object]) -> None:
    answer = api.delete(f"/api/users/{alice['id']}")
    assert (answer.status_code, answer.content) == (204, b"")
    assert api.get(f"/api/users/{alice['id']}").status_code == 404
    assert api.delete(f"/api/users/{alice['id']}").status_code == 404


@pytest.mark.parametrize("user_id", NOBODY)
@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_who_is_not_there_is_404(api: httpx.Client, method: str, user_id: int) -> None:
    answer = api.request(method, f"/api/users/{user_id}", json={"name": "Alice"})
    assert (answer.status_code, answer.json()["detail"]) == (404, f"There is no user {user_id}.")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nonsense",
        b"[]",
        b"{}",
        b'{"email": "alice@example.com"}',
        b'{"name": "Alice"}',
        b'{"email": "alice", "name": "Alice"}',
        b'{"email": "a b@example.com", "name": "Alice"}',
        b'{"email": null, "name": "Alice"}',
        b'{"email": "alice@example.com", "name": ""}',
        b'{"email": "alice@example.com", "name": " \\t"}',
        b'{"email": "alice@example.com", "name": 7}',
        b'{"email": "alice@example.com", "name": "a\\u0000b"}',
        b'{"email": "alice@example.com", "name": "\\ud800"}',
        b'{"email": "alice@example.com", "name": "' + b"A" * 1001 + b'"}',
    ],
)
def test_what_cannot_be_a_user_is_422(api: httpx.Client, body: bytes) -> None:
    answer = api.post("/api/users", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422
    assert answer.json()["detail"]


@pytest.mark.parametrize("body", [{}, {"name": ""}, {"email": "alice"}, {"surname": "Liddell"}])
def test_a_change_that_cannot_be_is_422(
    api: httpx.Client, alice: dict[str, object], body: dict[str, str]
) -> None:
    assert api.patch(f"/api/users/{alice['id']}", json=body).status_code == 422
    assert api.get(f"/api/users/{alice['id']}").json() == alice


@pytest.mark.usefixtures("alice")
def test_a_taken_address_is_409(api: httpx.Client) -> None:
    again = api.post("/api/users", json={**ALICE, "email": "ALICE@example.com"})
    assert (again.status_code, again.json()["detail"]) == (
        409,
        "The address ALICE@example.com is taken.",
    )
    bob = api.post("/api/users", json={"email": "bob@example.com", "name": "Bob"}).json()
    assert api.patch(f"/api/users/{bob['id']}", json=ALICE).status_code == 409
    assert api.get(f"/api/users/{bob['id']}").json() == bob


def test_without_a_database_what_is_cached_is_200_and_the_rest_503(
    api: httpx.Client, alice: dict[str, object], both: Lab
) -> None:
    mine = f"/api/users/{alice['id']}"
    assert api.get(mine).json() == alice
    with both.postgres.stopped():
        assert api.get(mine).json() == alice
        for answer in (
            api.post("/api/users", json={"email": "bob@example.com", "name": "Bob"}),
            api.get("/api/users/4711"),
            api.get("/api/users", params={"email": "alice@example.com"}),
            api.patch(mine, json={"name": "Mallory"}),
            api.delete(mine),
        ):
            assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
            assert answer.json() == {"detail": "The database does not answer."}
    assert api.get(mine).json() == alice


def test_health_tells_each_server(api: httpx.Client, both: Lab) -> None:
    def health() -> tuple[int, object]:
        answer = api.get("/health")
        return answer.status_code, answer.json()

    assert health() == (200, {"database": "up", "cache": "up"})
    with both.redis.stopped():
        assert health() == (200, {"database": "up", "cache": "down"})
    with both.postgres.stopped():
        assert health() == (503, {"database": "down", "cache": "up"})


def test_avatars_are_shown_when_there_are_any(service: UserService) -> None:
    class Avatars:
        def url_for(self, user: User) -> str | None:
            return f"/{user.name}.png" if user.name == "Alice" else None

    with running(create_app(service, Avatars())) as url, httpx.Client(base_url=url) as api:
        assert api.post("/api/users", json=ALICE).json()["avatar"] == "/Alice.png"
        bob = api.post("/api/users", json={"email": "bob@example.com", "name": "Bob"})
        assert bob.json()["avatar"] is None


def test_a_server_that_was_left_answers_no_more(service: UserService) -> None:
    with running(create_app(service)) as url:
        assert httpx.get(f"{url}/health").status_code == 200
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{url}/health")
