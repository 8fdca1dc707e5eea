"""A user is a value; the error for a missing one says which."""

from dataclasses import FrozenInstanceError
from datetime import UTC, datetime

import pytest

from labkit.systems.users import User, UserNotFound

ALICE = User(7, "alice@example.com", "Alice", datetime(2026, 1, 2, tzinfo=UTC))


def test_users_with_the_same_fields_are_equal() -> None:
    """Tests compare what they stored with what they find."""
    assert User(7, "alice@example.com", "Alice", datetime(2026, 1, 2, tzinfo=UTC)) == ALICE


def test_a_user_cannot_be_changed_in_place() -> None:
    """Only the repository changes users."""
    with pytest.raises(FrozenInstanceError):
        ALICE.name = "Mallory"  # type: ignore[misc]


def test_the_error_names_the_missing_user() -> None:
    """A lookup error with the id."""
    error = UserNotFound(7)
    assert isinstance(error, LookupError)
    assert error.user_id == 7
    assert str(error) == "There is no user 7."
