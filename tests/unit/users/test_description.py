"""The description of the API, which others make requests from: it says what the service does."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from labkit.systems.users import Settings, UserService, create_app
from labkit.systems.users.api import UserChange


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    """The description of a service that was never started."""
    with UserService(Settings("postgresql://nowhere", "redis://nowhere")) as service:
        return create_app(service).openapi()


def test_every_operation_says_that_the_database_can_be_away(described: dict[str, Any]) -> None:
    operations = [each for path in described["paths"].values() for each in path.values()]
    assert len(operations) == 6
    assert all("503" in each["responses"] for each in operations)


@pytest.mark.parametrize(
    ("path", "method", "statuses"),
    [
        ("/api/users", "post", {"201", "400", "409", "422", "503"}),
        ("/api/users", "get", {"200", "422", "503"}),
        ("/api/users/{user_id}", "patch", {"200", "400", "404", "409", "422", "503"}),
        ("/api/users/{user_id}", "delete", {"204", "404", "422", "503"}),
        ("/api/users/{user_id}", "get", {"200", "404", "422", "503"}),
        ("/health", "get", {"200", "503"}),
    ],
)
def test_each_status_that_can_come_is_named_and_no_other(
    described: dict[str, Any], path: str, method: str, statuses: set[str]
) -> None:
    assert described["paths"][path][method]["responses"].keys() == statuses


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"nickname": "Ada"},
        {"email": None},
        {"email": None, "name": None},
        {"email": "no address"},
        {"name": "Ada"},
        {"email": "ada@example.com"},
        {"email": None, "name": "Ada"},
        {"email": "ada@example.com", "name": None},
        {"email": "ada@example.com", "name": "Ada"},
    ],
)
def test_a_change_is_allowed_by_the_description_when_the_service_allows_it(
    body: dict[str, Any],
) -> None:
    described = Draft202012Validator(UserChange.model_json_schema())
    assert described.is_valid(body) == _is_taken(body)


def _is_taken(body: dict[str, Any]) -> bool:
    try:
        UserChange.model_validate(body)
    except ValidationError:
        return False
    return True
