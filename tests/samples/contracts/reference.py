import pytest
from pact import match

from labkit.contracts import Contract, verify
from labkit.systems.users import (
    AddressTaken,
    InMemoryUsers,
    NoSuchUser,
    NotAccepted,
    ServiceUnavailable,
    WebFrontend,
    create_app,
    running,
)

CONTRACT = Contract("WebFrontend", "UserService")


@pytest.fixture(scope="module")
def users():
    """What the service knows: a stand-in without servers, so that a state is one line."""
    return InMemoryUsers()


@pytest.fixture(scope="module")
def service(users):
    """The real HTTP interface of the service, on a free port."""
    with running(create_app(users)) as url:
        yield url


### BEGIN SOLUTION
ISO_DATE = r"\d{4}-\d\d-\d\dT\d\d:\d\d.*"
USER = {
    "id": match.int(7),
    "email": match.str("ada@example.com"),
    "name": match.str("Ada"),
    "created_at": match.regex("2024-03-01T12:00:00Z", regex=ISO_DATE),
}
WORDS = {"detail": match.str("These are words for a person.")}


def ada(pact):
    (
        pact.upon_receiving("a request for Ada")
        .given("user 7 is Ada")
        .with_request("GET", "/api/users/7")
        .will_respond_with(200)
        .with_body(USER, "application/json")
    )


def nobody(pact):
    (
        pact.upon_receiving("a request for nobody")
        .given("there is nobody")
        .with_request("GET", "/api/users/7")
        .will_respond_with(404)
    )


def registration(pact):
    (
        pact.upon_receiving("a registration")
        .given("there is nobody")
        .with_request("POST", "/api/users")
        .with_body({"email": "ada@example.com", "name": "Ada"}, "application/json")
        .will_respond_with(201)
        .with_body(USER, "application/json")
    )


def taken(pact):
    (
        pact.upon_receiving("a registration with an address that is taken")
        .given("user 7 is Ada")
        .with_request("POST", "/api/users")
        .with_body({"email": "ada@example.com", "name": "Ada Two"}, "application/json")
        .will_respond_with(409)
        .with_body(WORDS, "application/json")
    )


def blank(pact):
    (
        pact.upon_receiving("a registration without a name")
        .given("there is nobody")
        .with_request("POST", "/api/users")
        .with_body({"email": "ada@example.com", "name": " "}, "application/json")
        .will_respond_with(422)
        .with_body({"detail": match.each_like({})}, "application/json")
    )


def new_name(pact):
    (
        pact.upon_receiving("a new name for Ada")
        .given("user 7 is Ada")
        .with_request("PATCH", "/api/users/7")
        .with_body({"name": "Countess"}, "application/json")
        .will_respond_with(200)
        .with_body({**USER, "name": "Countess"}, "application/json")
    )


def new_name_for_nobody(pact):
    (
        pact.upon_receiving("a new name for nobody")
        .given("there is nobody")
        .with_request("PATCH", "/api/users/7")
        .with_body({"name": "Countess"}, "application/json")
        .will_respond_with(404)
        .with_body(WORDS, "application/json")
    )


def down(pact):
    (
        pact.upon_receiving("a request while the database is down")
        .given("the database is down")
        .with_request("GET", "/api/users/7")
        .will_respond_with(503)
    )


def states(users):
    def ada():
        users.clear()
        users.put(7, "ada@example.com", "Ada")

    def down():
        users.clear()
        users.down = True

    return {"user 7 is Ada": ada, "there is nobody": users.clear, "the database is down": down}


ALL = [ada, nobody, registration, taken, blank, new_name, new_name_for_nobody, down]


def test_a_profile_is_shown():
    with CONTRACT.mock(ada) as url, WebFrontend(url) as frontend:
        profile = frontend.profile(7)
    assert (profile.id, profile.email, profile.name) == (7, "ada@example.com", "Ada")
    assert profile.member_since.year == 2024


def test_nobody_is_none():
    with CONTRACT.mock(nobody) as url, WebFrontend(url) as frontend:
        assert frontend.profile(7) is None


def test_somebody_registers():
    with CONTRACT.mock(registration) as url, WebFrontend(url) as frontend:
        assert frontend.register("ada@example.com", "Ada").id == 7


def test_a_taken_address_is_told_in_the_words_of_the_service():
    with CONTRACT.mock(taken) as url, WebFrontend(url) as frontend:
        with pytest.raises(AddressTaken, match="words for a person"):
            frontend.register("ada@example.com", "Ada Two")


def test_a_blank_name_is_not_accepted():
    with CONTRACT.mock(blank) as url, WebFrontend(url) as frontend:
        with pytest.raises(NotAccepted):
            frontend.register("ada@example.com", " ")


def test_somebody_is_renamed():
    with CONTRACT.mock(new_name) as url, WebFrontend(url) as frontend:
        assert frontend.rename(7, "Countess").name == "Countess"


def test_nobody_is_not_renamed():
    with CONTRACT.mock(new_name_for_nobody) as url, WebFrontend(url) as frontend:
        with pytest.raises(NoSuchUser):
            frontend.rename(7, "Countess")


def test_a_service_without_database_is_unavailable():
    with CONTRACT.mock(down) as url, WebFrontend(url) as frontend:
        with pytest.raises(ServiceUnavailable):
            frontend.profile(7)


@pytest.fixture(scope="module")
def verification(users, service, tmp_path_factory):
    """All interactions, tried on the service once for all tests."""
    pact_file = CONTRACT.write(tmp_path_factory.mktemp("pacts"), *ALL)
    return verify("UserService", service, pact_file, states(users))


@pytest.mark.parametrize(
    "name",
    [
        "a request for Ada",
        "a request for nobody",
        "a registration",
        "a registration with an address that is taken",
        "a registration without a name",
        "a new name for Ada",
        "a new name for nobody",
        "a request while the database is down",
    ],
)
def test_the_service_keeps(verification, name):
    [problems] = [each.problems for each in verification.outcomes if each.name == name]
    assert not problems, problems


### END SOLUTION
