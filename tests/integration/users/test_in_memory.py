"""The stand-in without servers and the real service: the same tests for both."""

import pytest

from labkit.systems.users import (
    DatabaseUnavailable,
    EmailTaken,
    InMemoryUsers,
    InvalidUser,
    UserNotFound,
    UserService,
)

ALICE = ("alice@example.com", "Alice")


@pytest.fixture(params=["real", "in memory"])
def users(request: pytest.FixtureRequest) -> UserService:
    """One of the two, without users."""
    if request.param == "in memory":
        return InMemoryUsers()
    real: UserService = request.getfixturevalue("service")
    return real


def test_a_registered_user_is_found(users: UserService) -> None:
    alice = users.register(*ALICE)
    assert (alice.email, alice.name) == ALICE
    assert alice.created_at.tzinfo is not None
    assert users.get(alice.id) == alice
    assert users.find_by_email("ALICE@example.com") == alice


def test_nobody_is_none(users: UserService) -> None:
    assert users.get(4711) is None
    assert users.find_by_email("nobody@example.com") is None


@pytest.mark.parametrize("email", ["alice@example.com", "ALICE@example.com"])
def test_an_address_is_taken_whatever_its_case(users: UserService, email: str) -> None:
    users.register(*ALICE)
    with pytest.raises(EmailTaken, match=email):
        users.register(email, "Mallory")


def test_blank_names_are_refused(users: UserService) -> None:
    alice = users.register(*ALICE)
    with pytest.raises(InvalidUser):
        users.register("bob@example.com", "  ")
    with pytest.raises(InvalidUser):
        users.change(alice.id, name="")
    assert users.get(alice.id) == alice


def test_a_change_keeps_the_rest(users: UserService) -> None:
    alice = users.register(*ALICE)
    changed = users.change(alice.id, name="Alice Liddell")
    assert (changed.id, changed.email, changed.name) == (alice.id, alice.email, "Alice Liddell")
    assert changed.created_at == alice.created_at
    assert users.get(alice.id) == changed
    assert users.rename(alice.id, "Al").name == "Al"


def test_a_users_own_address_is_not_taken(users: UserService) -> None:
    alice, bob = users.register(*ALICE), users.register("bob@example.com", "Bob")
    assert users.change(alice.id, email="Alice@Example.com").id == alice.id
    with pytest.raises(EmailTaken):
        users.change(bob.id, email="alice@example.com")


def test_nobody_cannot_be_changed(users: UserService) -> None:
    with pytest.raises(UserNotFound):
        users.change(4711, name="Alice")


def test_deleted_is_gone_and_the_address_is_free(users: UserService) -> None:
    alice = users.register(*ALICE)
    assert [users.delete(alice.id), users.delete(alice.id)] == [True, False]
    assert users.get(alice.id) is None
    assert users.register(*ALICE).id != alice.id


def test_a_database_that_is_down_is_told_by_every_method() -> None:
    users = InMemoryUsers()
    alice = users.put(7, *ALICE)
    users.down = True
    for call in (
        lambda: users.get(alice.id),
        lambda: users.find_by_email(alice.email),
        lambda: users.register("bob@example.com", "Bob"),
        lambda: users.change(alice.id, name="Al"),
        lambda: users.delete(alice.id),
    ):
        with pytest.raises(DatabaseUnavailable):
            call()
    assert not users.health().database


def test_clear_begins_anew() -> None:
    users = InMemoryUsers()
    users.put(7, *ALICE)
    users.down = True
    users.clear()
    assert users.get(7) is None
