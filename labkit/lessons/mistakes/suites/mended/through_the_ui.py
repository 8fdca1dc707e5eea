"""The same rule, tested where it is promised: at the API."""


def test_a_taken_address_is_refused(api, ada):
    refused = api.post("/api/users", json={"email": "ada@example.com", "name": "Impostor"})
    assert refused.status_code == 409
