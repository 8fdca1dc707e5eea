"""A small provider for the tests: its answers can be made wrong."""

from typing import Any

from fastapi import FastAPI, Response
from pact import Pact, match

from labkit.contracts import Contract

CONTRACT = Contract("Web", "Users")
STATES = {"user 7 is Ada": lambda: None}


def ada(pact: Pact) -> None:
    """The interaction that most tests use."""
    request = pact.upon_receiving("a request for Ada").given("user 7 is Ada")
    request.with_request("GET", "/users/7").will_respond_with(200)
    request.with_body({"id": match.int(7), "name": match.str("Ada")}, "application/json")


def nobody(pact: Pact) -> None:
    """An interaction that begins from no state."""
    pact.upon_receiving("a request for nobody").with_request("GET", "/users/8").will_respond_with(
        404
    )


class Provider:
    """An application that answers what it is told to.

    Attributes:
        app: the application.
        answer: what ``GET /users/7`` answers.
    """

    def __init__(self) -> None:
        self.answer: dict[str, Any] = {"id": 7, "name": "Ada"}
        self.status = 200
        self.app = FastAPI()
        self.app.get("/users/7")(self._user)

    def _user(self, response: Response) -> dict[str, Any]:
        response.status_code = self.status
        return self.answer
