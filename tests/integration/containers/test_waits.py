"""Every way in which testcontainers waits for a container, on a server that is ready and not."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from testcontainers.community.postgres import PostgresContainer
from testcontainers.core.container import DockerContainer
from testcontainers.core.wait_strategies import (
    CompositeWaitStrategy,
    ContainerStatusWaitStrategy,
    ExecWaitStrategy,
    FileExistsWaitStrategy,
    HealthcheckWaitStrategy,
    HttpWaitStrategy,
    LogMessageWaitStrategy,
    PortWaitStrategy,
    WaitStrategy,
)
from testcontainers.core.waiting_utils import wait_for_logs

from tests.integration.containers.servers import skip_without

READY = "database system is ready to accept connections"
INTERVAL = 200_000_000  # nanoseconds


def fresh() -> DockerContainer:
    """A PostgreSQL that is not waited for, unless a test says how."""
    container = DockerContainer("postgres:16").with_exposed_ports(5432)
    return container.with_envs(POSTGRES_USER="test", POSTGRES_PASSWORD="test", POSTGRES_DB="test")


@pytest.fixture
def ended() -> Iterator[DockerContainer]:
    """A container whose server could not start."""
    with DockerContainer("postgres:16") as container:  # it has no password
        container.wait()
        yield container


@pytest.mark.parametrize(
    "strategy",
    [
        LogMessageWaitStrategy(READY),
        LogMessageWaitStrategy(re.compile(r"system is ready.*connections$", re.MULTILINE)),
        LogMessageWaitStrategy(READY, predicate_streams_and=True),
        PortWaitStrategy(5432),
        ContainerStatusWaitStrategy(),
        ExecWaitStrategy(["pg_isready", "-U", "test", "-h", "127.0.0.1"]),
        ExecWaitStrategy(["sh", "-c", "exit 3"], expected_exit_code=3),
        CompositeWaitStrategy(LogMessageWaitStrategy(READY), PortWaitStrategy(5432)),
    ],
    ids=[
        "log",
        "log, pattern",
        "log, both streams",
        "port",
        "status",
        "exec",
        "exec, other status",
        "composite",
    ],
)
def test_waits_until_the_server_is_there(strategy: WaitStrategy) -> None:
    with fresh().waiting_for(strategy.with_poll_interval(timedelta(milliseconds=50))) as container:
        container.reload()
        assert container.status == "running"


@pytest.mark.parametrize(
    "strategy",
    [
        LogMessageWaitStrategy("a line that never comes"),
        LogMessageWaitStrategy("init process complete", predicate_streams_and=True),
        HttpWaitStrategy(5432),
        ExecWaitStrategy(["pg_isready", "-h", "127.0.0.1", "-p", "1"]),
        FileExistsWaitStrategy("/no/such/file"),
        CompositeWaitStrategy(PortWaitStrategy(5432), LogMessageWaitStrategy("never")),
    ],
    ids=["log", "log, both streams", "http", "exec", "file", "composite"],
)
def test_gives_up_on_what_never_comes(postgres: PostgresContainer, strategy: WaitStrategy) -> None:
    impatient = strategy.with_startup_timeout(0.4).with_poll_interval(0.05)
    with pytest.raises(TimeoutError):
        impatient.wait_until_ready(postgres)


@pytest.mark.parametrize("strategy", [PortWaitStrategy(8080), HttpWaitStrategy(8080)])
def test_a_port_that_is_not_published_is_said_at_once(
    postgres: PostgresContainer, strategy: WaitStrategy
) -> None:
    with pytest.raises(ConnectionError, match="8080 is not available"):
        strategy.wait_until_ready(postgres)


def test_a_container_that_ends_is_not_waited_for(ended: DockerContainer) -> None:
    with pytest.raises(RuntimeError, match="exit code: 1"):
        LogMessageWaitStrategy(READY).wait_until_ready(ended)
    with (
        pytest.raises(RuntimeError, match="exited before"),
        pytest.warns(DeprecationWarning, match="wait_for_logs"),
    ):
        wait_for_logs(ended, READY, timeout=5, raise_on_exit=True)


def test_wait_for_logs_takes_text_a_predicate_or_a_strategy(postgres: PostgresContainer) -> None:
    with pytest.warns(DeprecationWarning, match="wait_for_logs"):
        assert wait_for_logs(postgres, READY) < 5
    with pytest.warns(DeprecationWarning, match="wait_for_logs"):
        assert wait_for_logs(postgres, lambda text: "ready" in text) < 5
    assert wait_for_logs(postgres, LogMessageWaitStrategy(READY), timeout=5) < 5


def test_waits_for_a_file_that_the_server_writes_into_a_mounted_folder(tmp_path: Path) -> None:
    skip_without("redis")
    tmp_path.chmod(0o777)
    saving = "redis-server --appendonly yes --appenddirname log"
    container = DockerContainer("redis:7").with_command(saving)
    container.with_volume_mapping(str(tmp_path), "/data", "rw")
    manifest = tmp_path / "log" / "appendonly.aof.manifest"
    with container.waiting_for(FileExistsWaitStrategy(manifest).with_poll_interval(0.05)):
        assert b"appendonly.aof" in manifest.read_bytes()


def test_waits_until_a_health_check_passes() -> None:
    probe = ["CMD", "pg_isready", "-h", "127.0.0.1"]
    check = {"test": probe, "interval": INTERVAL, "retries": 1000}  # a server takes a while
    with fresh().with_kwargs(healthcheck=check).waiting_for(HealthcheckWaitStrategy()) as container:
        health = container.get_wrapped_container().attrs["State"]["Health"]
        assert (health["Status"], health["Log"][-1]["ExitCode"]) == ("healthy", 0)


def test_a_health_check_that_fails_often_enough_is_unhealthy() -> None:
    check = {"test": ["CMD-SHELL", "echo not well; exit 1"], "interval": INTERVAL, "retries": 2}
    container = fresh().with_kwargs(healthcheck=check).waiting_for(HealthcheckWaitStrategy())
    with pytest.raises(RuntimeError, match=r"unhealthy.*not well"), container:
        pass


def test_without_a_health_check_there_is_no_health(postgres: PostgresContainer) -> None:
    with pytest.raises(RuntimeError, match="No health check configured"):
        HealthcheckWaitStrategy().wait_until_ready(postgres)
