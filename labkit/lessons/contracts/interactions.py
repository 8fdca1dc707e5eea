"""What the lesson's contract says, interaction by interaction."""

from pact import Pact, match

from labkit.contracts import Contract

CONTRACT = Contract("WebFrontend", "UserService")


def a_user() -> dict[str, object]:
    """What the frontend reads of a user."""
    return {
        "id": match.int(7),
        "email": match.str("ada@example.com"),
        "name": match.str("Ada"),
        "created_at": match.regex("2024-03-01T12:00:00Z", regex=r"\d{4}-\d\d-\d\dT.*"),
    }


def ada(pact: Pact) -> None:
    """Somebody is asked for, and is there."""
    (
        pact.upon_receiving("a request for Ada")
        .given("user 7 is Ada")
        .with_request("GET", "/api/users/7")
        .will_respond_with(200)
        .with_body(a_user(), "application/json")
    )


def exactly_ada(pact: Pact) -> None:
    """The same, without matchers: each value must be exactly this."""
    exact = {"id": 7, "email": "ada@example.com", "name": "Ada"}
    (
        pact.upon_receiving("a request for Ada")
        .given("user 7 is Ada")
        .with_request("GET", "/api/users/7")
        .will_respond_with(200)
        .with_body({**exact, "created_at": "2024-03-01T12:00:00Z"}, "application/json")
    )


def from_a_mistyped_state(pact: Pact) -> None:
    """Begins from a state of which nobody has heard."""
    (
        pact.upon_receiving("a request for Ada")
        .given("user 7 is Adda")
        .with_request("GET", "/api/users/7")
        .will_respond_with(200)
    )


def nobody(pact: Pact) -> None:
    """Somebody is asked for who is not there."""
    (
        pact.upon_receiving("a request for nobody")
        .given("there is nobody")
        .with_request("GET", "/api/users/7")
        .will_respond_with(404)
    )


def registration(pact: Pact) -> None:
    """Somebody registers."""
    (
        pact.upon_receiving("a registration")
        .given("there is nobody")
        .with_request("POST", "/api/users")
        .with_body({"email": "ada@example.com", "name": "Ada"}, "application/json")
        .will_respond_with(201)
        .with_body(a_user(), "application/json")
    )


def taken(pact: Pact) -> None:
    """Somebody registers with an address that another has."""
    (
        pact.upon_receiving("a registration with a taken address")
        .given("user 7 is Ada")
        .with_request("POST", "/api/users")
        .with_body({"email": "ada@example.com", "name": "Ada Two"}, "application/json")
        .will_respond_with(409)
        .with_body({"detail": match.str("This address is taken.")}, "application/json")
    )
