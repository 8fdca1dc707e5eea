"""An Erlang node has children and, elsewhere, a daemon of its own: none of them stays."""

import os
import signal
import sys
from pathlib import Path

import pytest

from tests.integration.containers.servers import skip_unless_installed
from tests.integration.engine.lab import Lab, wait_until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="looks processes up in /proc"),
]

HOLD_A_BROKER = """
import warnings
warnings.simplefilter("ignore")
import labkit.engine
labkit.engine.use()
from testcontainers.community.rabbitmq import RabbitMqContainer
container = RabbitMqContainer("rabbitmq:3").start()
print(container.exec(["rabbitmqctl", "status"]).exit_code, flush=True)
input()
"""


@pytest.fixture(scope="module", autouse=True)
def _server() -> None:
    skip_unless_installed("rabbitmq")


def programs() -> list[str]:
    """The names of all running programs."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/comm"):
        try:
            found.append(entry.read_text().strip())
        except OSError:
            continue
    return found


@pytest.mark.parametrize("victim", ["client", "engine"])
def test_whoever_is_killed_no_erlang_stays(lab: Lab, victim: str) -> None:
    daemons = programs().count("epmd")
    client = lab.start(HOLD_A_BROKER)
    assert client.stdout is not None
    assert client.stdout.readline() == "0\n"
    assert programs().count("epmd") == daemons
    killed = client.pid if victim == "client" else lab.engine_processes()[0]
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: set(lab.processes()) <= {client.pid}, "no server's process is left")
    client.kill()
    client.communicate()
    wait_until(lab.is_clean, "no process and no folder is left")
