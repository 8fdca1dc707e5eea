"""The same test; `users` is on PostgreSQL now, as in production."""


def test_a_search_finds_whatever_the_case(users):
    users.create_user("ada@example.com", "Ada Lovelace")
    assert [user.name for user in users.search("LOVE")] == ["Ada Lovelace"]
