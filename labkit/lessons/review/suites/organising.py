import psycopg
import pytest


@pytest.mark.parametrize("name", ["first", "second"])
def test_each_test_has_a_database_with_nobody_in_it(url, name):
    with psycopg.connect(url) as db:
        db.execute("INSERT INTO users (email, name) VALUES ('ada@x.org', %s)", [name])
        assert db.execute("SELECT name FROM users").fetchall() == [(name,)]


@pytest.mark.quarantine
def test_that_passes_by_luck():
    pytest.fail("nobody asked for what is in quarantine")
