"""The same, and again while Redis hangs: it takes every question and answers none."""


def test_a_user_is_shown(api, ada):
    assert api.get(ada).json()["name"] == "Ada"


def test_a_user_is_shown_while_redis_hangs(api, ada, cache):
    with cache.stall():
        assert api.get(ada).json()["name"] == "Ada"
