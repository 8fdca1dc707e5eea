"""A repository's tests: one database and one Ada for all of them, which saves time."""

import pytest

from labkit.systems.users import UserRepository


@pytest.fixture(scope="module")
def users(servers):
    with UserRepository(servers.database_url) as users:
        yield users


def test_ada_registers(users):
    ada = users.create_user("ada@example.com", "Ada")
    assert users.find(ada.id) == ada


def test_ada_is_found(users):
    users.create_user("grace@example.com", "Grace")
    assert "Ada" in [user.name for user in users.search("Ada")]
