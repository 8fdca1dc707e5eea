import psycopg
import pytest


@pytest.mark.parametrize("worker", ["first", "second"])
def test_each_worker_has_a_database_with_nobody_in_it(url, worker):
    with psycopg.connect(url) as db:
        db.execute("INSERT INTO users (email, name) VALUES ('ada@x.org', %s)", [worker])
        assert db.execute("SELECT name FROM users").fetchall() == [(worker,)]


@pytest.mark.slow
def test_that_is_left_out_of_quick_runs():
    pytest.fail("nobody asked for the slow ones")
