import pytest

from labkit.contracts import Contract, verify
from labkit.systems.users import InMemoryUsers, WebFrontend, create_app, running

CONTRACT = Contract("WebFrontend", "UserService")
EXISTS, NOBODY = "user 7 is Ada", "there is nobody"
ADA = {"email": "ada@example.com", "name": "Ada"}


@pytest.fixture(scope="module")
def users():
    return InMemoryUsers()


@pytest.fixture(scope="module")
def service(users):
    with running(create_app(users)) as url:
        yield url


def says(name, state, method, path, status, body=None):
    """An interaction that looks at the status and nothing else."""

    def add(pact):
        request = pact.upon_receiving(name).given(state).with_request(method, path)
        if body:
            request = request.with_body(body, "application/json")
        request.will_respond_with(status)

    return add


nobody = says("nobody", NOBODY, "GET", "/api/users/7", 404)

ALL = [
    says("a user", EXISTS, "GET", "/api/users/7", 200),
    nobody,
    says("a registration", NOBODY, "POST", "/api/users", 201, ADA),
    says("a taken address", EXISTS, "POST", "/api/users", 409, ADA),
    says("a blank name", NOBODY, "POST", "/api/users", 422, {**ADA, "name": " "}),
    says("a new name", EXISTS, "PATCH", "/api/users/7", 200, {"name": "Countess"}),
    says("no database", "the database is down", "GET", "/api/users/7", 503),
]


def states(users):
    def ada():
        users.clear()
        users.put(7, "ada@example.com", "Ada")

    def down():
        users.clear()
        users.down = True

    return {EXISTS: ada, NOBODY: users.clear, "the database is down": down}


def test_nobody_is_none():
    with CONTRACT.mock(nobody) as url, WebFrontend(url) as frontend:
        assert frontend.profile(7) is None


def test_the_service_keeps_the_contract(users, service, tmp_path):
    result = verify("UserService", service, CONTRACT.write(tmp_path, *ALL), states(users))
    assert result.ok, str(result)
