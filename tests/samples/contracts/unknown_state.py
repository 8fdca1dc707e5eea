import pytest

from labkit.contracts import Contract, verify
from labkit.systems.users import InMemoryUsers, create_app, running

CONTRACT = Contract("WebFrontend", "UserService")


@pytest.fixture(scope="module")
def service():
    with running(create_app(InMemoryUsers())) as url:
        yield url


def nobody(pact):
    request = pact.upon_receiving("a request for nobody").given("there is nobody")
    request.with_request("GET", "/api/users/7").will_respond_with(404)


def test_the_service_keeps_the_contract(service, tmp_path):
    result = verify("UserService", service, CONTRACT.write(tmp_path, nobody), {"nobody": print})
    assert result.ok, str(result)
