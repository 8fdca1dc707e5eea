"""Each way of keeping tests apart does keep them apart."""

import psycopg
import pytest

from labkit.lessons.databases import isolation
from labkit.lessons.databases.isolation import WAYS, measure, small_test


@pytest.mark.parametrize("name", WAYS)
def test_a_test_meets_no_row_of_the_test_before(server: str, name: str) -> None:
    with WAYS[name](server, 3) as one:
        one(small_test)
        one(small_test)


def test_a_row_that_stays_is_noticed(server: str) -> None:
    with psycopg.connect(server) as connection:
        isolation.create_tables(connection, 1)
        small_test(connection)
        with pytest.raises(AssertionError, match="met 1 rows"):
            small_test(connection)
        connection.rollback()


def test_every_way_is_measured_at_every_size(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "FEWEST", 1)
    monkeypatch.setattr(isolation, "BUDGET", 0.0)
    measured = measure(server, sizes=(1, 2))
    assert {size: list(times) for size, times in measured.times.items()} == {
        1: list(WAYS),
        2: list(WAYS),
    }
    assert all(len(t) == isolation.FEWEST for times in measured.times.values()
               for t in times.values())  # fmt: skip
