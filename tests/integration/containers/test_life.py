"""A container's life as Docker shows it: status, exit codes, what each signal does."""

import contextlib
import time
from collections.abc import Iterator
from contextlib import closing

import docker
import docker.errors
import pytest
from docker.models.containers import Container
from testcontainers.community.redis import RedisContainer

from tests.integration.containers.servers import skip_without


@pytest.fixture
def container() -> Iterator[Container]:
    """A running Redis, as docker-py sees it."""
    skip_without("redis")
    running = RedisContainer("redis:7").start()
    yield running.get_wrapped_container()
    with contextlib.suppress(docker.errors.NotFound):
        running.get_wrapped_container().remove(force=True)
    running.get_docker_client().client.close()


def state(container: Container) -> tuple[str, int]:
    """A container's status and exit code, as they are now."""
    container.reload()
    return container.status, container.attrs["State"]["ExitCode"]


def test_stop_ends_well_and_start_begins_again(container: Container) -> None:
    container.stop()
    assert state(container) == ("exited", 0)
    container.stop()  # once more does no harm
    container.start()
    assert state(container) == ("running", 0)
    container.start()  # nor does this


@pytest.mark.parametrize(("signal", "code"), [("SIGKILL", 137), ("SIGTERM", 0), ("INT", 0)])
def test_a_signal_ends_the_server_with_its_code(
    container: Container, signal: str, code: int
) -> None:
    container.kill(signal)
    assert container.wait()["StatusCode"] == code
    assert state(container) == ("exited", code)


def test_restart_is_a_stop_and_a_start(container: Container) -> None:
    container.reload()
    before = container.attrs["State"]["StartedAt"]
    container.restart()
    assert state(container) == ("running", 0)
    assert container.attrs["State"]["StartedAt"] > before


def test_a_paused_container_can_only_go_on_or_be_removed(container: Container) -> None:
    container.pause()
    assert state(container)[0] == "paused"
    with pytest.raises(docker.errors.APIError, match="paused"):
        container.exec_run(["true"])
    with pytest.raises(docker.errors.APIError, match="paused"):
        container.pause()
    container.unpause()
    assert state(container)[0] == "running"
    with pytest.raises(docker.errors.APIError, match="not paused"):
        container.unpause()
    container.pause()
    container.remove(force=True)
    with pytest.raises(docker.errors.NotFound):
        container.reload()


def test_what_a_stopped_container_cannot_do(container: Container) -> None:
    container.stop()
    for refused in (container.kill, container.pause, lambda: container.exec_run(["true"])):
        with pytest.raises(docker.errors.APIError, match="not running"):
            refused()


def test_a_running_container_is_removed_by_force_only(container: Container) -> None:
    with pytest.raises(docker.errors.APIError, match=r"(?i)stop the container"):
        container.remove()
    container.stop()
    container.remove()
    with pytest.raises(docker.errors.NotFound):
        container.reload()


def exists(container: Container) -> bool:
    try:
        container.reload()
    except docker.errors.NotFound:
        return False
    return True


def test_a_container_that_shall_remove_itself_does() -> None:
    skip_without("redis")
    with closing(docker.from_env()) as client:
        made = client.containers.run("redis:7", detach=True, auto_remove=True)
        made.kill()
        deadline = time.monotonic() + 20
        while exists(made):
            assert time.monotonic() < deadline, "it is still there"


def test_docker_run_gives_what_the_server_prints() -> None:
    skip_without("redis")
    with closing(docker.from_env()) as client:
        printed = client.containers.run("redis:7", "redis-server --version", remove=True)
    assert printed.startswith(b"Redis server v=7.")
