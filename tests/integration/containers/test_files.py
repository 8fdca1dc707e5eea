"""Files that come into a container and out of it: copies and mounted folders."""

from pathlib import Path

import docker.errors
import psycopg
import pytest
from testcontainers.community.postgres import PostgresContainer
from testcontainers.community.redis import PingWaitStrategy, RedisContainer

from tests.integration.containers.servers import skip_without

SCRIPT = "CREATE TABLE sensors (name text); INSERT INTO sensors VALUES ('kitchen')"


def names(container: PostgresContainer) -> list[str]:
    with psycopg.connect(container.get_connection_url()) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM sensors ORDER BY name")]


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """A folder with an init script that everybody may read, below one that few may enter."""
    folder = tmp_path / "scripts"
    folder.mkdir(mode=0o755)
    (folder / "1.sql").write_text(SCRIPT)
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder that the server of a container may write into."""
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(0o777)
    return folder


def test_a_mounted_folder_of_init_scripts_is_run(scripts: Path) -> None:
    made = PostgresContainer("postgres:16", driver=None)
    made.with_volume_mapping(str(scripts), "/docker-entrypoint-initdb.d")
    with made as container:
        assert names(container) == ["kitchen"]


def test_a_mounted_init_script_is_run(scripts: Path) -> None:
    made = PostgresContainer("postgres:16", driver=None)
    made.with_volume_mapping(str(scripts / "1.sql"), "/docker-entrypoint-initdb.d/1.sql")
    with made as container:
        assert names(container) == ["kitchen"]


def test_a_folder_of_init_scripts_can_be_copied_in(scripts: Path) -> None:
    made = PostgresContainer("postgres:16", driver=None)
    for script in scripts.iterdir():
        made.with_copy_into_container(script, f"/docker-entrypoint-initdb.d/{script.name}")
    with made as container:
        assert names(container) == ["kitchen"]


def test_init_scripts_run_at_the_first_start_only(scripts: Path) -> None:
    made = PostgresContainer("postgres:16", driver=None)
    made.with_volume_mapping(str(scripts), "/docker-entrypoint-initdb.d")
    with made as container:
        container.get_wrapped_container().restart()
        container._connect()  # the wait that a first start ends with
        assert names(container) == ["kitchen"]


def test_what_was_copied_in_comes_out_again(postgres: PostgresContainer, tmp_path: Path) -> None:
    postgres.copy_into_container(b"21.5", "/tmp/readings/kitchen.txt")
    postgres.copy_from_container("/tmp/readings/kitchen.txt", tmp_path / "kitchen.txt")
    assert (tmp_path / "kitchen.txt").read_bytes() == b"21.5"
    assert postgres.exec(["cat", "/tmp/readings/kitchen.txt"]).output == b"21.5"


def test_a_file_of_the_server_comes_out(postgres: PostgresContainer, tmp_path: Path) -> None:
    inside = "/var/lib/postgresql/data/PG_VERSION"
    postgres.copy_from_container(inside, tmp_path / "version")
    assert (tmp_path / "version").read_text() == "16\n"


def test_a_file_that_is_not_there_is_not_found(postgres: PostgresContainer, tmp_path: Path) -> None:
    with pytest.raises(docker.errors.NotFound):
        postgres.copy_from_container("/no/such/file", tmp_path / "nothing")


def test_data_in_a_mounted_folder_outlive_the_container(data: Path) -> None:
    skip_without("redis")
    with redis_on(data) as first, first.get_client() as client:
        client.set("reading", "21.5")
        client.save()
    assert (data / "dump.rdb").exists()
    with redis_on(data) as second, second.get_client() as client:
        assert client.get("reading") == b"21.5"


def redis_on(data: Path) -> RedisContainer:
    return RedisContainer("redis:7").with_volume_mapping(str(data), "/data", "rw")


def test_a_dump_that_is_copied_in_is_read_at_the_next_start(tmp_path: Path) -> None:
    skip_without("redis")
    with RedisContainer("redis:7") as source, source.get_client() as client:
        client.set("reading", "21.5")
        client.save()
        source.copy_from_container("/data/dump.rdb", tmp_path / "dump.rdb")
    with RedisContainer("redis:7").with_command(["redis-server", "--save", ""]) as target:
        target.copy_into_container(tmp_path / "dump.rdb", "/data/dump.rdb")
        target.get_wrapped_container().restart()
        PingWaitStrategy().wait_until_ready(target)
        with target.get_client() as client:
            assert client.get("reading") == b"21.5"
