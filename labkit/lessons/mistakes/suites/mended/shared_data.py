"""The same tests; each has a database with nobody in it, and makes whom it needs."""


def test_ada_registers(users):
    ada = users.create_user("ada@example.com", "Ada")
    assert users.find(ada.id) == ada


def test_ada_is_found(users):
    users.create_user("ada@example.com", "Ada")
    users.create_user("grace@example.com", "Grace")
    assert [user.name for user in users.search("Ada")] == ["Ada"]
