def test_while_the_database_is_away_the_answer_is_not_now(api, ada, database):
    new = {"email": "grace@example.com", "name": "Grace"}
    with database.down():
        assert api.post("/api/users", json=new).status_code == 503
    assert api.post("/api/users", json=new).status_code == 201
