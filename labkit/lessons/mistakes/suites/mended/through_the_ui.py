"""The same rule, tested where it is promised: at the API."""

IMPOSTOR = {"email": "ada@example.com", "name": "Impostor"}


def test_a_taken_address_is_refused(api, ada):
    assert api.post("/api/users", json=IMPOSTOR).status_code == 409
