"""The user service over HTTP."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Protocol

from fastapi import FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

from labkit.systems.users.errors import DatabaseUnavailable, EmailTaken, InvalidUser
from labkit.systems.users.service import UserService
from labkit.systems.users.user import User, UserNotFound

Email = Annotated[str, StringConstraints(pattern=r"^[^@\s\x00]+@[^@\s\x00]+$", max_length=254)]
Name = Annotated[str, StringConstraints(pattern=r"^[^\x00]*[^\x00\s][^\x00]*$", max_length=1000)]


class NewUser(BaseModel):
    """What it takes to register."""

    email: Email
    name: Name


def _text_as(field: str) -> dict[str, Any]:
    return {"required": [field], "properties": {field: {"type": "string"}}}


class UserChange(BaseModel):
    """What is to be changed: the address, the name, or both."""

    model_config = ConfigDict(json_schema_extra={"anyOf": [_text_as("email"), _text_as("name")]})

    email: Email | None = None
    name: Name | None = None

    @model_validator(mode="after")
    def _changes_something(self) -> "UserChange":
        if self.email is None and self.name is None:
            raise ValueError("give an email, a name, or both")
        return self


class ShownUser(BaseModel):
    """A user as the service shows one."""

    id: int
    email: str
    name: str
    created_at: datetime
    avatar: str | None = None


class Refusal(BaseModel):
    """Why a request was refused: in words, or one problem after the other."""

    detail: str | list[dict[str, Any]]


class Avatars(Protocol):
    """Whoever knows a picture of a user."""

    def url_for(self, user: User) -> str | None:
        """The address of the picture, or None when there is none to be had; never an error."""


def create_app(service: UserService, avatars: Avatars | None = None) -> FastAPI:
    """The service's HTTP interface.

    | request | answer |
    |---|---|
    | ``POST /api/users`` with email and name | 201 and the user, its address in ``Location`` |
    | ``GET /api/users?email=...`` | 200 and a list of one user or none |
    | ``GET /api/users/{id}`` | 200 and the user |
    | ``PATCH /api/users/{id}`` with email, name or both | 200 and the user as changed |
    | ``DELETE /api/users/{id}`` | 204 |
    | ``GET /health`` | 200 when the database answers, else 503; both servers' states |

    A user is ``id``, ``email``, ``name``, ``created_at`` (ISO form) and ``avatar``, the address of
    a picture or null. The states are ``{"database": "up", "cache": "up"}``, or ``"down"``. An
    answer may have further fields and headers.

    A user that is not there is 404, an address that is taken, in whatever capitals, 409. Input that
    cannot be a user's (an empty name, no address) is 422, and so is a change that names neither
    email nor name; a body that is no text is 400, and a database that is down or silent 503. Each
    has a ``detail`` that says what is wrong, and nothing of how the service is built or where
    it runs. A refused request has changed nothing (but where the connection to the database breaks
    in the very last step: then nobody knows). A picture that is not to be had is null, and never a
    reason to refuse. ``GET /openapi.json`` describes all this for programs.

    Args:
        service: does the work.
        avatars: knows pictures; without it, ``avatar`` is null.
    """
    app = FastAPI(title="Users")
    _answer_errors(app)
    _add_changes(app, service, avatars)
    _add_lookups(app, service, avatars)
    return app


def _add_changes(app: FastAPI, service: UserService, avatars: Avatars | None) -> None:
    @app.post("/api/users", status_code=201, responses=_refused(400, 409, 422, 503))
    def register(new: NewUser, response: Response) -> ShownUser:
        user = service.register(new.email, new.name)
        response.headers["Location"] = f"/api/users/{user.id}"
        return _shown(user, avatars)

    @app.patch("/api/users/{user_id}", responses=_refused(400, 404, 409, 422, 503))
    def change(user_id: int, wanted: UserChange) -> ShownUser:
        return _shown(service.change(user_id, wanted.email, wanted.name), avatars)

    @app.delete("/api/users/{user_id}", status_code=204, responses=_refused(404, 422, 503))
    def delete(user_id: int) -> None:
        if not service.delete(user_id):
            raise UserNotFound(user_id)


def _add_lookups(app: FastAPI, service: UserService, avatars: Avatars | None) -> None:
    @app.get("/api/users/{user_id}", responses=_refused(404, 422, 503))
    def get(user_id: int) -> ShownUser:
        user = service.get(user_id)
        if user is None:
            raise UserNotFound(user_id)
        return _shown(user, avatars)

    @app.get("/api/users", responses=_refused(422, 503))
    def search(email: Annotated[str, Query(max_length=254)]) -> list[ShownUser]:
        user = service.find_by_email(email)
        return [_shown(user, avatars)] if user else []

    @app.get("/health", responses={503: {"model": dict[str, str]}})
    def health(response: Response) -> dict[str, str]:
        found = service.health()
        response.status_code = 200 if found.database else 503
        return {"database": _up(found.database), "cache": _up(found.cache)}


def _refused(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """For the description: with which statuses a request can be refused."""
    return {status: {"model": Refusal} for status in statuses}


def _shown(user: User, avatars: Avatars | None) -> ShownUser:
    avatar = avatars.url_for(user) if avatars else None
    return ShownUser(
        id=user.id, email=user.email, name=user.name, created_at=user.created_at, avatar=avatar
    )


def _up(answers: bool) -> str:
    return "up" if answers else "down"


def _answer_errors(app: FastAPI) -> None:
    for error, status in (
        (UserNotFound, 404),
        (EmailTaken, 409),
        (InvalidUser, 422),
        (DatabaseUnavailable, 503),
    ):
        app.add_exception_handler(error, _answering(status))

    @app.exception_handler(RequestValidationError)
    def refuse(_: Request, error: RequestValidationError) -> Response:
        # What was sent is not sent back: it may be text that cannot be encoded.
        told = [{key: problem[key] for key in ("loc", "msg", "type")} for problem in error.errors()]
        return JSONResponse({"detail": told}, 422)


def _answering(status: int) -> Callable[[Request, Exception], Response]:
    headers = {"Retry-After": "1"} if status == 503 else None

    def answer(_: Request, error: Exception) -> Response:
        return JSONResponse({"detail": str(error)}, status, headers)

    return answer
