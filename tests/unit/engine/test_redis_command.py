"""A Redis container's command, read as the official image's entry point reads it."""

import pytest

from labkit.engine.servers.redis import server_options
from labkit.engine.servers.server import StartFailed


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ([], []),
        (["redis-server"], []),
        (["/usr/local/bin/redis-server", "--port", "7000"], ["--port", "7000"]),
        (["docker-entrypoint.sh", "redis-server", "--save", ""], ["--save", ""]),
        (["--requirepass", "secret"], ["--requirepass", "secret"]),
        (["/etc/redis.conf"], ["/etc/redis.conf"]),
        (["redis-server", "/etc/redis.conf"], ["/etc/redis.conf"]),
        (["redis-server", "-", "x"], ["-", "x"]),
    ],
)
def test_the_servers_options_are_what_follows_its_name(
    command: list[str], options: list[str]
) -> None:
    assert server_options(command) == options


@pytest.mark.parametrize("command", [["sh", "-c", "redis-server"], ["redis-sentinel"]])
def test_another_program_is_refused_by_name(command: list[str]) -> None:
    with pytest.raises(StartFailed, match=command[0]) as refused:
        server_options(command)
    assert refused.value.status == 127
