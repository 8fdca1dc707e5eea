"""Requests made from the description: what they find in versions of the service."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from labkit.lessons.apis import explore
from labkit.lessons.apis.exploring import Explored
from labkit.lessons.apis.requesting import (
    Breach,
    Operation,
    broken_promise,
    leaving_nothing,
    operations,
)
from labkit.lessons.apis.servers import both_servers
from labkit.systems.users import Settings, UserService, create_app, running

VERSIONS = ("correct", "says_ok", "registers_nobody", "tidies_addresses")


@pytest.fixture(scope="module")
def explored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Explored, Path]]:
    """What was found, and the folder in which it was looked for."""
    folder = tmp_path_factory.mktemp("notebooks")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        yield explore(*VERSIONS), folder


@pytest.fixture(scope="module")
def settings() -> Iterator[Settings]:
    with both_servers() as settings:
        yield settings


@pytest.mark.parametrize("version", ["correct", "registers_nobody"])
def test_whoever_answers_as_described_keeps_every_promise(
    explored: tuple[Explored, Path], version: str
) -> None:
    found = explored[0].found[version]
    assert len(found) == 6
    assert set(found.values()) == {None}


@pytest.mark.parametrize(
    ("version", "operation", "breach"),
    [
        ("tidies_addresses", "GET /api/users", Breach("500", "GET /api/users?email=")),
        (
            "says_ok",
            "POST /api/users",
            Breach("200", 'POST /api/users {"email": "0@0", "name": "0"}'),
        ),
    ],
)
def test_whoever_does_not_is_found_by_the_smallest_request(
    explored: tuple[Explored, Path], version: str, operation: str, breach: Breach
) -> None:
    found = explored[0].found[version]
    assert {name: each for name, each in found.items() if each} == {operation: breach}


def test_nothing_is_left_beside_the_notebook(explored: tuple[Explored, Path]) -> None:
    assert list(explored[1].iterdir()) == []


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
