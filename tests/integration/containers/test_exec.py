"""Commands inside a container: what PostgreSQL's tools find there, and how docker-py runs them."""

import psycopg
import pytest
from testcontainers.community.postgres import PostgresContainer
from testcontainers.core.container import ExecConfig


@pytest.mark.parametrize(
    "command",
    [["pg_isready"], ["pg_isready", "-h", "127.0.0.1", "-p", "5432"], "pg_isready -U test"],
    ids=["plain", "host and port", "text"],
)
def test_pg_isready_finds_the_server(
    postgres: PostgresContainer, command: "str | list[str]"
) -> None:
    status, output = postgres.exec(command)
    assert status == 0
    assert b"accepting connections" in output


def test_a_dump_brings_everything_back() -> None:
    with PostgresContainer("postgres:16", driver=None) as source:
        with psycopg.connect(source.get_connection_url()) as connection:
            connection.execute("CREATE TABLE sensors (name text); INSERT INTO sensors VALUES ('b')")
        status, dump = source.exec(["pg_dump", "-U", "test", "-d", "test"])
        assert status == 0
        source.copy_into_container(dump, "/tmp/dump.sql")
        assert source.exec(["createdb", "-U", "test", "copy"]).exit_code == 0
        restore = ["psql", "-U", "test", "-d", "copy", "-v", "ON_ERROR_STOP=1", "-f"]
        assert source.exec([*restore, "/tmp/dump.sql"]).exit_code == 0
        select = ["psql", "-U", "test", "-d", "copy", "-Atc", "SELECT name FROM sensors"]
        assert source.exec(select).output == b"b\n"


def test_an_exec_has_its_own_environment_and_folder(postgres: PostgresContainer) -> None:
    asked = ExecConfig(["sh", "-c", "echo $WHO; pwd"], environment={"WHO": "ada"}, workdir="/tmp")
    assert postgres.exec(asked).output == b"ada\n/tmp\n"


def test_an_exec_in_a_folder_that_is_not_there_fails(postgres: PostgresContainer) -> None:
    assert postgres.exec(ExecConfig(["true"], workdir="/no/such/folder")).exit_code != 0


def test_an_exec_sees_the_containers_environment(postgres: PostgresContainer) -> None:
    assert postgres.exec(["sh", "-c", "echo $POSTGRES_DB"]).output == b"test\n"


def test_output_can_be_taken_apart_or_be_a_terminals(
    postgres: PostgresContainer,
) -> None:
    wrapped = postgres.get_wrapped_container()
    both = ["sh", "-c", "echo out; echo err >&2"]
    assert wrapped.exec_run(both, demux=True).output == (b"out\n", b"err\n")
    assert wrapped.exec_run(["echo", "out"], tty=True).output == b"out\r\n"


def test_the_servers_data_folder_is_where_the_image_has_it(postgres: PostgresContainer) -> None:
    status, output = postgres.exec(["cat", "/var/lib/postgresql/data/PG_VERSION"])
    assert (status, output) == (0, b"16\n")
