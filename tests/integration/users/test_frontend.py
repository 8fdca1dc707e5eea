"""The frontend against servers that misbehave; what it expects of a good one is its contract."""

import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from threading import Event

import pytest
from fastapi import FastAPI, Response

from labkit.systems.users import (
    AddressTaken,
    FrontendError,
    NoSuchUser,
    NotAccepted,
    Profile,
    ServiceUnavailable,
    WebFrontend,
    running,
)

USER = '{"id": 7, "email": "ada@example.com", "name": "Ada", "created_at": "2024-03-01T12:00:00Z"}'
Answering = Callable[..., WebFrontend]


@pytest.fixture
def answering() -> Iterator[Answering]:
    """Starts a service that answers everything alike, and a frontend that asks it."""
    from contextlib import ExitStack

    with ExitStack() as stack:

        def start(status: int, body: str) -> WebFrontend:
            app = FastAPI()
            for method in ("GET", "POST", "PATCH"):
                app.add_api_route("/{path:path}", lambda: Response(body, status), methods=[method])
            return stack.enter_context(WebFrontend(stack.enter_context(running(app))))

        yield start


def test_a_user_becomes_a_profile(answering: Answering) -> None:
    since = datetime(2024, 3, 1, 12, tzinfo=UTC)
    assert answering(200, USER).profile(7) == Profile(7, "ada@example.com", "Ada", since)


def test_nobody_is_none(answering: Answering) -> None:
    assert answering(404, "{}").profile(7) is None


@pytest.mark.parametrize(
    ("status", "error"), [(404, NoSuchUser), (409, AddressTaken), (422, NotAccepted)]
)
def test_each_refusal_has_its_error_in_the_words_of_the_service(
    answering: Answering, status: int, error: type[FrontendError]
) -> None:
    with pytest.raises(error, match="Not like this"):
        answering(status, '{"detail": "Not like this."}').register("ada@example.com", "Ada")


def test_a_list_of_problems_becomes_a_sentence(answering: Answering) -> None:
    with pytest.raises(NotAccepted, match="check what you have typed"):
        answering(422, '{"detail": [{"msg": "too short"}]}').rename(7, "")


@pytest.mark.parametrize("status", [500, 503, 418, 204])
def test_any_other_status_is_unavailable(answering: Answering, status: int) -> None:
    with pytest.raises(ServiceUnavailable, match="try again later"):
        answering(status, "").profile(7)


@pytest.mark.parametrize(
    "body",
    ["", "<html>", "null", "[]", '{"id": 7}', USER.replace("2024-03-01T12:00:00Z", "01.03.2024")],
)
def test_nonsense_is_unavailable(answering: Answering, body: str) -> None:
    with pytest.raises(ServiceUnavailable):
        answering(200, body).profile(7)


def test_an_error_without_words_is_unavailable(answering: Answering) -> None:
    with pytest.raises(ServiceUnavailable):
        answering(409, '{"message": "taken"}').register("ada@example.com", "Ada")


def test_nobody_who_listens_is_unavailable() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        with (
            WebFrontend(f"http://127.0.0.1:{silent.getsockname()[1]}") as frontend,
            pytest.raises(ServiceUnavailable),
        ):
            frontend.profile(7)


def test_a_service_that_hangs_is_unavailable() -> None:
    app, released = FastAPI(), Event()
    app.add_api_route("/api/users/7", lambda: released.wait(30), methods=["GET"])
    with running(app) as url, WebFrontend(url, timeout=0.2) as frontend:
        with pytest.raises(ServiceUnavailable):
            frontend.profile(7)
        released.set()
