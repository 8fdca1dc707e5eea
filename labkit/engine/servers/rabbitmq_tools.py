"""rabbitmqctl and its relatives, so that ``exec`` finds them and they find their broker."""

import shlex
from pathlib import Path

from labkit.engine.servers.rabbitmq_programs import Broker

NODE = "rabbit@localhost"


def distribution(port: int, *, listens: bool) -> list[str]:
    """Erlang's options for reaching one node without epmd, the port mapper.

    Both sides know the node's port, so nothing has to be looked up, no daemon is left behind, and
    brokers side by side can have one node name. (``erl_epmd_port``: kernel's module erl_epmd.)

    Args:
        port: the node's own port for other nodes.
        listens: whether the caller is that node, and not a tool that only calls it.
    """
    known = ["-start_epmd", "false", "-erl_epmd_port", str(port)]
    return known if listens else [*known, "-dist_listen", "false"]


def write(folder: Path, broker: Broker, port: int) -> None:
    """Write a script for each of the broker's tools into a folder.

    Args:
        folder: made if it is not there.
        broker: whose tools.
        port: the node's own port for other nodes.
    """
    folder.mkdir(exist_ok=True)
    for tool in sorted((broker.home / "escript").iterdir()):
        script = folder / tool.name
        script.write_text(_script(tool, broker, port))
        script.chmod(0o755)


def _script(tool: Path, broker: Broker, port: int) -> str:
    settings = [f"{name}={value}" for name, value in broker.environment().items()]
    main = ["-escript", "main", "rabbitmqctl_escript", "-extra", str(tool)]
    command = [
        *("env", *settings, f"RABBITMQ_NODENAME={NODE}", *broker.erl()),
        *("-boot", "start_clean", "-noinput", "-noshell", "-hidden", "+B"),
        *distribution(port, listens=False),
        *("-run", "escript", "start", *main),
    ]
    return f'#!/bin/sh\nexec {shlex.join(command)} "$@"\n'
