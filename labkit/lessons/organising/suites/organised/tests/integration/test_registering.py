import psycopg
import pytest

ADA = ("ada@example.com", "Ada Lovelace")


def test_a_user_is_registered(users):
    ada = users.create_user(*ADA)
    assert users.find(ada.id) == ada


def test_who_registered_is_on_the_list(users):
    users.create_user(*ADA)
    assert [user.name for user in users.all_users()] == ["Ada Lovelace"]


def test_an_address_is_taken_once(users):
    users.create_user(*ADA)
    with pytest.raises(psycopg.errors.UniqueViolation):
        users.create_user(*ADA)
