"""A repository's tests: quick, for they need no server."""

import pytest

from labkit.systems.users import SqliteUsers


@pytest.fixture
def users():
    with SqliteUsers() as users:
        yield users


def test_a_search_finds_whatever_the_case(users):
    users.create_user("ada@example.com", "Ada Lovelace")
    assert [user.name for user in users.search("LOVE")] == ["Ada Lovelace"]
