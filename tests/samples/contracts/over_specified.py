import pytest
from pact import match

from labkit.contracts import Contract, verify
from labkit.systems.users import AddressTaken, InMemoryUsers, WebFrontend, create_app, running

CONTRACT = Contract("WebFrontend", "UserService")


@pytest.fixture(scope="module")
def users():
    return InMemoryUsers()


@pytest.fixture(scope="module")
def service(users):
    with running(create_app(users)) as url:
        yield url


def ada(pact):
    user = {"id": 7, "email": "ada@example.com", "name": "Ada", "avatar": None}
    (
        pact.upon_receiving("a request for Ada")
        .given("user 7 is Ada")
        .with_request("GET", "/api/users/7")
        .will_respond_with(200)
        .with_body({**user, "created_at": match.str("2024-03-01T12:00:00Z")}, "application/json")
    )


def registration(pact):
    user = {"id": 1, "email": "grace@example.com", "name": "Grace"}
    (
        pact.upon_receiving("a registration")
        .given("user 7 is Ada")
        .with_request("POST", "/api/users")
        .with_body({"email": "grace@example.com", "name": "Grace"}, "application/json")
        .will_respond_with(201)
        .with_body({**user, "created_at": match.str("2024-03-01T12:00:00Z")}, "application/json")
    )


def taken(pact):
    (
        pact.upon_receiving("a registration with an address that is taken")
        .given("user 7 is Ada")
        .with_request("POST", "/api/users")
        .with_body({"email": "ada@example.com", "name": "Ada Two"}, "application/json")
        .will_respond_with(409)
        .with_body({"detail": "The address ada@example.com is taken."}, "application/json")
    )


def states(users):
    def ada():
        users.__init__()
        users.put(7, "ada@example.com", "Ada")

    return {"user 7 is Ada": ada}


def test_a_profile_is_shown():
    with CONTRACT.mock(ada) as url, WebFrontend(url) as frontend:
        assert frontend.profile(7).name == "Ada"


def test_a_taken_address_is_told():
    with CONTRACT.mock(taken) as url, WebFrontend(url) as frontend:
        with pytest.raises(AddressTaken, match="is taken"):
            frontend.register("ada@example.com", "Ada Two")


def test_the_service_shows_ada(users, service, tmp_path):
    result = verify("UserService", service, CONTRACT.write(tmp_path, ada), states(users))
    assert result.ok, str(result)


def test_the_service_registers(users, service, tmp_path):
    result = verify("UserService", service, CONTRACT.write(tmp_path, registration), states(users))
    assert result.ok, str(result)


def test_the_service_refuses(users, service, tmp_path):
    result = verify("UserService", service, CONTRACT.write(tmp_path, taken), states(users))
    assert result.ok, str(result)
