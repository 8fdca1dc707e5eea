"""PostgreSQL behind unmodified testcontainers: what the official image promises."""

import re
from contextlib import closing

import docker
import docker.errors
import psycopg
import pytest
from testcontainers.community.postgres import PostgresContainer
from testcontainers.core.container import DockerContainer
from testcontainers.core.wait_strategies import LogMessageWaitStrategy


def fetch(url: str, statement: str) -> object:
    """The first value of a query's first row."""
    with psycopg.connect(url) as connection:
        row = connection.execute(statement).fetchone()
    assert row is not None
    return row[0]


def test_runs_the_major_version_that_the_tag_names(postgres: PostgresContainer) -> None:
    version = fetch(postgres.get_connection_url(), "SHOW server_version")
    assert str(version).split(".")[0] == "16"


def test_each_container_has_its_own_data(postgres: PostgresContainer) -> None:
    with PostgresContainer("postgres:16", driver=None) as other:
        with psycopg.connect(other.get_connection_url()) as connection:
            connection.execute("CREATE TABLE only_here ()")
        missing = fetch(postgres.get_connection_url(), "SELECT to_regclass('only_here')")
        assert missing is None


def test_honours_user_password_and_database() -> None:
    made = PostgresContainer(
        "postgres:16", username="ada", password="it's", dbname="engines", driver=None
    )
    with made as container:
        url = container.get_connection_url()
        assert fetch(url, "SELECT current_user || '@' || current_database()") == "ada@engines"


def test_refuses_a_wrong_password(postgres: PostgresContainer) -> None:
    wrong = postgres.get_connection_url().replace(":test@", ":guess@")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)


def test_passes_options_of_the_command_to_the_server() -> None:
    container = PostgresContainer("postgres:16", driver=None)
    container.with_command("postgres -c max_connections=17")
    with container:
        assert fetch(container.get_connection_url(), "SHOW max_connections") == "17"


def test_runs_init_scripts_in_order_of_their_names() -> None:
    script = b"CREATE TABLE steps (step text); INSERT INTO steps VALUES ('sql');"
    shell = b'psql -U "$POSTGRES_USER" -d "$POSTGRES_DB" -c "INSERT INTO steps VALUES (\'sh\')"'
    container = PostgresContainer("postgres:16", driver=None)
    container.with_copy_into_container(script, "/docker-entrypoint-initdb.d/1.sql")
    container.with_copy_into_container(shell, "/docker-entrypoint-initdb.d/2.sh")
    with container:
        url = container.get_connection_url()
        assert fetch(url, "SELECT string_agg(step, ',') FROM steps") == "sql,sh"


def test_a_failing_init_script_ends_the_container() -> None:
    container = DockerContainer("postgres:16").with_env("POSTGRES_PASSWORD", "secret")
    container.with_copy_into_container(b"SELECT nonsense;", "/docker-entrypoint-initdb.d/1.sql")
    container.start()
    try:
        assert container.wait() == 3  # psql's status for a failed statement in a script
        assert b'column "nonsense" does not exist' in b"".join(container.get_logs())
    finally:
        container.stop()


def test_a_missing_password_ends_the_container_with_the_reason() -> None:
    container = DockerContainer("postgres:16").start()
    try:
        assert container.wait() == 1
        assert b"superuser password is not specified" in b"".join(container.get_logs())
    finally:
        container.stop()


def test_exec_reaches_the_server_from_inside(postgres: PostgresContainer) -> None:
    asked = ["psql", "-U", "test", "-d", "test", "-p", "5432", "-tAc", "SELECT 6 * 7"]
    status, output = postgres.exec(asked)
    assert (status, output.strip()) == (0, b"42")


def test_exec_gives_the_commands_own_status(postgres: PostgresContainer) -> None:
    assert postgres.exec(["sh", "-c", "exit 7"]).exit_code == 7
    assert postgres.exec(["no-such-program"]).exit_code in (126, 127)  # old Docker says 126


def test_logs_show_that_the_server_is_ready_and_what_went_wrong(
    postgres: PostgresContainer,
) -> None:
    with pytest.raises(psycopg.errors.UndefinedTable):
        fetch(postgres.get_connection_url(), "SELECT 1 FROM a_table_that_is_not_there")
    LogMessageWaitStrategy("a_table_that_is_not_there").wait_until_ready(postgres)
    _, stderr = postgres.get_logs()
    assert b"database system is ready to accept connections" in stderr


def test_a_first_start_says_twice_that_it_is_ready(postgres: PostgresContainer) -> None:
    """On standard output while it makes its database, then on standard error."""
    ready = "database system is ready to accept connections"
    LogMessageWaitStrategy(ready, predicate_streams_and=True).wait_until_ready(postgres)
    stdout, stderr = postgres.get_logs()
    assert (stdout.count(ready.encode()), stderr.count(ready.encode())) == (1, 1)
    assert b"PostgreSQL init process complete" in stdout


def test_data_survives_stop_and_start_but_not_removal() -> None:
    with PostgresContainer("postgres:16", driver=None) as container:
        with psycopg.connect(container.get_connection_url()) as connection:
            connection.execute("CREATE TABLE kept (id int); INSERT INTO kept VALUES (1)")
        container.get_wrapped_container().stop()
        container.get_wrapped_container().start()
        container._connect()  # the wait that a first start ends with
        assert fetch(container.get_connection_url(), "SELECT count(*) FROM kept") == 1
    with PostgresContainer("postgres:16", driver=None) as fresh:
        assert fetch(fresh.get_connection_url(), "SELECT to_regclass('kept')") is None


def test_committed_rows_survive_a_kill() -> None:
    with PostgresContainer("postgres:16", driver=None) as container:
        with psycopg.connect(container.get_connection_url()) as connection:
            connection.execute("CREATE TABLE kept (id int); INSERT INTO kept VALUES (1)")
        wrapped = container.get_wrapped_container()
        wrapped.kill()
        assert wrapped.wait()["StatusCode"] == 137
        wrapped.reload()
        assert wrapped.status == "exited"
        wrapped.start()
        container._connect()
        assert fetch(container.get_connection_url(), "SELECT count(*) FROM kept") == 1


def test_a_paused_server_keeps_clients_waiting_until_it_goes_on() -> None:
    with PostgresContainer("postgres:16", driver=None) as container:
        url = container.get_connection_url()
        wrapped = container.get_wrapped_container()
        wrapped.pause()
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(url, connect_timeout=2)
        wrapped.reload()
        assert wrapped.status == "paused"
        wrapped.unpause()
        assert fetch(url, "SELECT 1") == 1


def test_a_removed_container_is_no_longer_known() -> None:
    with PostgresContainer("postgres:16", driver=None) as container:
        identifier = container.get_container_id()
        client = container.get_docker_client().client
        assert client.containers.get(identifier).status == "running"
    with closing(docker.from_env()) as again, pytest.raises(docker.errors.NotFound):
        again.containers.get(identifier)


def test_two_containers_cannot_have_one_name() -> None:
    with PostgresContainer("postgres:16", driver=None).with_name("the-only-one"):
        second = PostgresContainer("postgres:16", driver=None).with_name("the-only-one")
        with pytest.raises(docker.errors.APIError, match="already in use"):
            second.start()


def test_is_reached_on_the_loopback_interface_only(postgres: PostgresContainer) -> None:
    container = postgres.get_wrapped_container()
    container.reload()  # what it knows is from before its start, unless another test has asked
    ports = container.ports["5432/tcp"]
    assert {each["HostIp"] for each in ports} <= {"127.0.0.1"}
    assert re.fullmatch(r"\d+", ports[0]["HostPort"])
