"""UserRepository keeps its promises where the course's reference suite does not look."""

from collections.abc import Iterator

import psycopg
import pytest

from labkit.systems.users import UserRepository

ALICE = ("alice@example.com", "Alice")
BOB = ("bob@example.com", "Bob")


def test_many_register_in_the_order_given(users: UserRepository) -> None:
    """The result lines up with what was asked."""
    assert [user.name for user in users.register_many([BOB, ALICE])] == ["Bob", "Alice"]


def test_an_address_twice_in_one_registration_is_refused(users: UserRepository) -> None:
    """It is a duplicate like any other, and nobody is registered."""
    with pytest.raises(psycopg.errors.UniqueViolation):
        users.register_many([ALICE, BOB, ALICE])
    assert users.all_users() == []


def test_nobody_is_registered_when_the_people_run_out_with_an_error(users: UserRepository) -> None:
    """The people may come from a generator, say one that reads a file."""

    def people() -> Iterator[tuple[str, str]]:
        yield ALICE
        raise OSError("the file ends here")

    with pytest.raises(OSError, match="ends here"):
        users.register_many(people())
    assert users.all_users() == []


def test_a_deleted_address_is_free_again(users: UserRepository) -> None:
    """Deleting is for good."""
    users.delete(users.create_user(*ALICE).id)
    assert users.create_user(*ALICE).name == "Alice"


def test_deleting_nobody_is_false(users: UserRepository) -> None:
    """It is no error."""
    assert users.delete(0) is False


@pytest.mark.parametrize("text", ["%", "_", "\\", "zzz"])
def test_search_takes_its_text_literally(users: UserRepository, text: str) -> None:
    """No character is a wildcard."""
    users.create_user(*ALICE)
    assert users.search(text) == []


@pytest.mark.parametrize("text", ["ali", "LIC", ""])
def test_search_finds_any_part_in_any_case(users: UserRepository, text: str) -> None:
    """The empty text is part of every name."""
    alice = users.create_user(*ALICE)
    assert users.search(text) == [alice]


def test_a_refused_name_leaves_the_old_one(users: UserRepository) -> None:
    """A failed rename changes nothing."""
    alice = users.create_user(*ALICE)
    with pytest.raises(psycopg.errors.CheckViolation):
        users.rename(alice.id, "")
    assert users.find(alice.id) == alice


def test_an_error_in_the_block_closes_the_repository(url: str) -> None:
    """No connection is left behind."""
    users = UserRepository(url)
    with pytest.raises(ZeroDivisionError), users:
        raise ZeroDivisionError
    with pytest.raises(psycopg.OperationalError):
        users.all_users()


def test_closing_twice_is_allowed(url: str) -> None:
    """Clean-up code may be careful."""
    with UserRepository(url) as users:
        users.close()


def test_no_operation_leaves_a_transaction_open(url: str, users: UserRepository) -> None:
    """An open one would hold locks, and make another's TRUNCATE wait."""
    users.find(users.create_user(*ALICE).id)
    users.search("Alice")
    with psycopg.connect(url, autocommit=True) as other:
        other.execute("SET lock_timeout = '1s'")
        other.execute("TRUNCATE users")
    assert users.all_users() == []


def test_a_server_that_does_not_answer_is_an_operational_error() -> None:
    """Port 1 answers nobody."""
    with pytest.raises(psycopg.OperationalError):
        UserRepository("postgresql://test:test@127.0.0.1:1/test")
