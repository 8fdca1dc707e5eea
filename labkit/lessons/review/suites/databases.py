import sqlite3

import psycopg
import pytest

TABLE, ROW = "CREATE TABLE people (age integer)", "INSERT INTO people VALUES ('ten')"


def test_in_memory_everything_is_fine():
    with sqlite3.connect(":memory:") as db:
        assert db.execute(TABLE).execute(ROW).rowcount == 1


def test_the_real_one_refuses(url):
    with psycopg.connect(url) as db:
        db.execute(TABLE)
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            db.execute(ROW)
