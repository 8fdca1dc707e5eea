import pytest
from pact import match

from labkit.contracts import Contract, verify
from labkit.systems.users import InMemoryUsers, WebFrontend, create_app, running

CONTRACT = Contract("WebFrontend", "UserService")
USER = {
    "id": match.int(7),
    "email": match.str("ada@example.com"),
    "name": match.str("Ada"),
    "created_at": match.str("2024-03-01T12:00:00Z"),
}


@pytest.fixture(scope="module")
def users():
    return InMemoryUsers()


@pytest.fixture(scope="module")
def service(users):
    with running(create_app(users)) as url:
        yield url


def ada(pact):
    (
        pact.upon_receiving("a request for Ada")
        .given("user 7 is Ada")
        .with_request("GET", "/api/users/7")
        .will_respond_with(200)
        .with_body(USER, "application/json")
    )


def registration(pact):
    (
        pact.upon_receiving("a registration")
        .given("user 7 is Ada")
        .with_request("POST", "/api/users")
        .with_body({"email": "grace@example.com", "name": "Grace"}, "application/json")
        .will_respond_with(201)
        .with_body(USER, "application/json")
    )


def states(users):
    def ada():
        users.clear()
        users.put(7, "ada@example.com", "Ada")

    return {"user 7 is Ada": ada}


def test_a_profile_is_shown():
    with CONTRACT.mock(ada) as url, WebFrontend(url) as frontend:
        assert frontend.profile(7).name == "Ada"


def test_somebody_registers():
    with CONTRACT.mock(registration) as url, WebFrontend(url) as frontend:
        assert frontend.register("grace@example.com", "Grace").id == 7


def test_the_service_keeps_the_contract(users, service, tmp_path):
    file = CONTRACT.write(tmp_path, ada, registration)
    result = verify("UserService", service, file, states(users))
    assert result.ok, str(result)
