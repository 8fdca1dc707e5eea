"""What a client of a real PostgreSQL sees when the network is bad."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import psycopg
import pytest
from testcontainers.community.postgres import PostgresContainer

from labkit.faults import FaultProxy

ProxyMaker = Callable[..., FaultProxy]


def connect(postgres: PostgresContainer, proxy: FaultProxy) -> psycopg.Connection:
    """A connection that goes through a proxy."""
    return psycopg.connect(postgres.get_connection_url(), host=proxy.host, port=proxy.port)


@pytest.fixture
def proxy(fault_proxy: ProxyMaker, postgres: PostgresContainer) -> FaultProxy:
    """A proxy in front of PostgreSQL."""
    return fault_proxy(postgres.get_container_host_ip(), postgres.get_exposed_port(5432))


@pytest.fixture
def numbers(postgres: PostgresContainer) -> Iterator[psycopg.Connection]:
    """An empty table of numbers, and a connection that nothing disturbs."""
    with psycopg.connect(postgres.get_connection_url(), autocommit=True) as direct:
        direct.execute("CREATE TABLE numbers (number int)")
        yield direct
        direct.execute("DROP TABLE numbers")


def count(direct: psycopg.Connection) -> int:
    row = direct.execute("SELECT count(*) FROM numbers").fetchone()
    assert row is not None
    return int(row[0])


def test_a_reset_breaks_the_connection_and_rolls_back(
    postgres: PostgresContainer, proxy: FaultProxy, numbers: psycopg.Connection
) -> None:
    with closing(connect(postgres, proxy)) as connection:
        connection.execute("INSERT INTO numbers VALUES (1)")
        proxy.reset_open()
        with pytest.raises(psycopg.OperationalError):
            connection.execute("INSERT INTO numbers VALUES (2)")
    assert count(numbers) == 0


def test_a_commit_whose_answer_was_lost_is_committed(
    postgres: PostgresContainer, proxy: FaultProxy, numbers: psycopg.Connection
) -> None:
    with closing(connect(postgres, proxy)) as connection:
        connection.execute("INSERT INTO numbers VALUES (1)")
        with proxy.cut(after=0, direction="to_client"), pytest.raises(psycopg.OperationalError):
            connection.commit()
    assert count(numbers) == 1


def test_a_result_that_is_cut_is_an_error_and_not_a_short_list(
    postgres: PostgresContainer, proxy: FaultProxy
) -> None:
    with (
        closing(connect(postgres, proxy)) as connection,
        proxy.cut(after=20_000),
        pytest.raises(psycopg.OperationalError),
    ):
        connection.execute("SELECT * FROM generate_series(1, 10000)")


def test_a_refused_connection_is_said_at_once(
    postgres: PostgresContainer, proxy: FaultProxy
) -> None:
    with proxy.refuse(), pytest.raises(psycopg.OperationalError, match="refused"):
        connect(postgres, proxy)
    connect(postgres, proxy).close()


def test_a_stall_keeps_a_query_waiting_and_loses_nothing(
    postgres: PostgresContainer, proxy: FaultProxy, numbers: psycopg.Connection
) -> None:
    with connect(postgres, proxy) as connection, ThreadPoolExecutor(1) as other_thread:
        with proxy.stall("to_client"):
            answer = other_thread.submit(connection.execute, "INSERT INTO numbers VALUES (1)")
            with pytest.raises(TimeoutError):
                answer.result(timeout=0.3)
        answer.result()
    assert count(numbers) == 1


def test_a_server_that_comes_back_on_another_port_keeps_its_address(
    fault_proxy: ProxyMaker,
) -> None:
    with PostgresContainer("postgres:16", driver=None) as container:
        proxy = fault_proxy(container.get_container_host_ip(), container.get_exposed_port(5432))
        connect(container, proxy).close()
        container.get_wrapped_container().restart()
        container._connect()  # the wait that a first start ends with
        proxy.point_to(container.get_container_host_ip(), container.get_exposed_port(5432))
        connect(container, proxy).close()
