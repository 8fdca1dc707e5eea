"""The service on real servers, whose network has never failed yet."""


def test_a_user_is_shown(api, ada):
    assert api.get(ada).json()["name"] == "Ada"
