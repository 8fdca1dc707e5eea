"""A container that wants to reach another one by name is told that there is no such network."""

from types import SimpleNamespace
from typing import Any

import pytest

from labkit.engine.api.creation import refuse_other_hosts
from labkit.engine.api.routing import ApiError


def container(
    *command: str, network: str = "lab", aliases: tuple[str, ...] = (), **environment: str
) -> Any:
    wishes = SimpleNamespace(command=command, environment=environment)
    configuration = SimpleNamespace(name=f"{aliases}", wishes=wishes)
    return SimpleNamespace(configuration=configuration, networks={network: list(aliases)})


PRIMARY = container(aliases=("primary",))


@pytest.mark.parametrize(
    "follower",
    [
        container("redis-server", "--replicaof", "primary", "6379"),
        container("redis-server", "--replicaof primary 6379"),
        container(DATABASE_URL="postgresql://ada:secret@primary/test"),
        container(BROKER="amqp://primary:5672"),
        container(SERVERS="other:1,primary:6379"),
    ],
)
def test_the_name_as_a_host_is_refused(follower: Any) -> None:
    with pytest.raises(ApiError, match="'primary'") as refused:
        refuse_other_hosts(follower, [PRIMARY])
    assert refused.value.status == 400


@pytest.mark.parametrize(
    "stranger",
    [
        container("redis-server", "--dbfilename", "primary"),
        container(POSTGRES_USER="primary"),
        container("redis-server", "--replicaof", "primary", "6379", network="elsewhere"),
    ],
)
def test_the_same_word_for_something_else_is_not(stranger: Any) -> None:
    refuse_other_hosts(stranger, [PRIMARY])
