from labkit.systems.users import UserRepository


def test_a_change_behind_the_caches_back_is_not_seen(api, ada, settings):
    there = ada.headers["Location"]
    assert api.get(there).json()["name"] == "Ada"  # from here on it is in the cache
    with UserRepository(settings.database_url) as behind:
        behind.rename(ada.json()["id"], "Countess")
    assert api.get(there).json()["name"] == "Ada"
    api.patch(there, json={"name": "Augusta"})  # the way that clears the cache
    assert api.get(there).json()["name"] == "Augusta"
