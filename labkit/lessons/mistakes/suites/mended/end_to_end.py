"""One test for each seam, the lowest one first: each has two neighbours, and no more."""


def test_repository_and_database(users):
    ada = users.create_user("ada@example.com", "Ada")
    assert users.find(ada.id) == ada


def test_service_and_cache(service, database):
    ada = service.register("ada@example.com", "Ada")
    service.get(ada.id)
    with database.down():
        assert service.get(ada.id) == ada


def test_api_and_service(api, ada):
    assert api.get(ada).json()["name"] == "Ada"
