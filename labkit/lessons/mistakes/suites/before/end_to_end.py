"""The integration test of the cache, says its author."""


def test_the_cache(frontend):
    ada = frontend.register("ada@example.com", "Ada")
    assert frontend.profile(ada.id).name == "Ada"
    assert frontend.profile(ada.id).name == "Ada"  # from the cache
    frontend.rename(ada.id, "Countess")
    assert frontend.profile(ada.id).name == "Countess"
