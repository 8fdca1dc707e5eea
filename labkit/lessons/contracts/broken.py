"""Services and frontends with one mistake each, for contracts to find."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI, Request, Response

from labkit.systems.users import WebFrontend

Answer = tuple[int, Any]
"""A status and a body."""

Next = Callable[[Request], Awaitable[Any]]

__all__ = [
    "SERVICES",
    "SendsFullName",
    "WebFrontend",
]


def correct(status: int, body: Any) -> Answer:
    """What the service says, unchanged."""
    return status, body


def renames_a_field(status: int, body: Any) -> Answer:
    """A user's name is called full_name now."""
    if isinstance(body, dict) and "name" in body:
        body = {("full_name" if key == "name" else key): value for key, value in body.items()}
    return status, body


def dates_for_people(status: int, body: Any) -> Answer:
    """A date reads 01.03.2024."""
    if isinstance(body, dict) and "created_at" in body:
        year, month, day = body["created_at"][:10].split("-")
        body = {**body, "created_at": f"{day}.{month}.{year}"}
    return status, body


def nobody_is_null(status: int, body: Any) -> Answer:
    """Nobody is no error, but nothing."""
    return (200, None) if status == 404 else (status, body)


def down_looks_like_nobody(status: int, body: Any) -> Answer:
    """While the database is down, nobody can be found."""
    return (404, body) if status == 503 else (status, body)


def taken_without_words(status: int, body: Any) -> Answer:
    """Errors say what is wrong in another field."""
    return (status, {"message": body["detail"]}) if status == 409 else (status, body)


def wants_a_country(status: int, body: Any) -> Answer:
    """Registering takes a country as well, which nobody sends yet."""
    return (422, {"detail": [{"msg": "country is missing"}]}) if status == 201 else (status, body)


SERVICES = {
    each.__name__: each
    for each in (
        correct,
        renames_a_field,
        dates_for_people,
        nobody_is_null,
        down_looks_like_nobody,
        taken_without_words,
        wants_a_country,
    )
}


def changed(app: FastAPI, change: Callable[[int, Any], Answer]) -> FastAPI:
    """Let an application answer with a change.

    Args:
        app: the application; it is changed.
        change: what becomes of each answer.
    """

    async def answer(request: Request, call_next: Next) -> Response:
        said = await call_next(request)
        text = b"".join([part async for part in said.body_iterator])
        status, body = change(said.status_code, json.loads(text or b"null"))
        return Response(json.dumps(body), status, media_type="application/json")

    app.middleware("http")(answer)
    return app


class SendsFullName(WebFrontend):
    """Sends a user's name under another name."""

    def _ask(self, method: str, path: str, body: dict[str, str] | None = None) -> Any:
        if body and "name" in body:
            body = {("full_name" if key == "name" else key): text for key, text in body.items()}
        return super()._ask(method, path, body)
