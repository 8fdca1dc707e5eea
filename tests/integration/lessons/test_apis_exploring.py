"""Requests made from the description: what they find in versions of the service."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from labkit.lessons.apis import explore
from labkit.lessons.apis.requesting import (
    Breach,
    Operation,
    broken_promise,
    leaving_nothing,
    operations,
)
from labkit.lessons.apis.servers import both_servers
from labkit.systems.users import Settings, UserService, create_app, running


@pytest.fixture(scope="module")
def settings() -> Iterator[Settings]:
    with both_servers() as settings:
        yield settings


def test_a_mistake_that_no_test_notices_is_found_by_the_smallest_request(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is found in the other versions, the lesson shows in its outputs."""
    monkeypatch.chdir(tmp_path)
    found = explore("tidies_addresses").found["tidies_addresses"]
    breaches = {operation: breach for operation, breach in found.items() if breach}
    assert breaches == {"GET /api/users": Breach("500", "GET /api/users?email=")}
    assert len(found) == 6
    assert list(tmp_path.iterdir()) == [], "something is left beside the notebook"


@pytest.mark.parametrize(
    ("operation", "status"),
    [
        ("POST /api/users", "400"),
        ("POST /api/users", "409"),
        ("POST /api/users", "422"),
        ("GET /api/users", "422"),
        ("GET /api/users/{user_id}", "404"),
        ("PATCH /api/users/{user_id}", "404"),
        ("DELETE /api/users/{user_id}", "404"),
    ],
)
def test_a_status_that_is_taken_out_of_the_description_is_missed(
    settings: Settings, operation: str, status: str
) -> None:
    method, path = operation.split()
    with UserService(settings) as service:
        app = create_app(service)
        del app.openapi()["paths"][path][method.lower()]["responses"][status]
        with running(app) as url, leaving_nothing():
            breach = broken_promise(_only(operation, url))
    assert breach is not None
    assert breach.answer == status


def test_an_answer_of_another_shape_is_found(settings: Settings) -> None:
    with UserService(settings) as service:
        app = create_app(service)
        app.openapi()["components"]["schemas"]["ShownUser"]["required"].append("full_name")
        with running(app) as url, leaving_nothing():
            breach = broken_promise(_only("POST /api/users", url))
    assert breach is not None
    assert breach.answer == "201, in another shape"


def _only(label: str, url: str) -> Operation:
    (found,) = [each for each in operations(url) if each.label == label]
    return found
