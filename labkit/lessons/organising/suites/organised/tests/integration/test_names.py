import pytest

ADA = ("ada@example.com", "Ada Lovelace")
GRACE = ("grace@example.com", "Grace Hopper")


def test_a_name_can_be_changed(users):
    ada = users.create_user(*ADA)
    users.rename(ada.id, "Countess")
    assert users.find(ada.id).name == "Countess"


@pytest.mark.quarantine
def test_everybody_is_greeted(users):
    users.register_many([ADA, GRACE])
    names = {user.name for user in users.all_users()}
    assert "Dear " + ", ".join(names) == "Dear Ada Lovelace, Grace Hopper"


def test_a_name_is_found_by_a_part_of_it(users):
    users.register_many([ADA, GRACE])
    assert [user.name for user in users.search("hop")] == ["Grace Hopper"]
