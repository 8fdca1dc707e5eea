from labkit.systems.users.entries import key_of


def test_each_user_has_a_key_in_the_cache():
    assert key_of(1815) != key_of(1906)
