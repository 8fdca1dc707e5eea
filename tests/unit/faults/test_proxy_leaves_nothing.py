"""A closed proxy has left no thread, no socket and no port behind."""

import os
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack

import pytest

from labkit.faults import FaultProxy
from labkit.faults.fixtures import fault_proxy  # noqa: F401  a fixture, imported by name
from tests.unit.faults.echo import ask, client


def open_files() -> set[str]:
    """What this process has open."""
    return set(os.listdir("/proc/self/fd"))  # noqa: PTH208  Path would list its own handle, too


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_no_thread_and_no_socket_is_left() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:  # accepts nobody: no thread of its own
        files, threads = open_files(), threading.active_count()
        for disturb in (FaultProxy.stall, FaultProxy.reset, FaultProxy.down, FaultProxy.refuse):
            with FaultProxy("127.0.0.1", server.getsockname()[1]) as proxy, ExitStack() as clients:
                for _ in range(5):
                    clients.enter_context(client(proxy.port)).sendall(b"hello")
                disturb(proxy)
        assert open_files() == files
        assert threading.active_count() == threads


def test_the_port_is_free_again(server: int) -> None:
    proxy = FaultProxy("127.0.0.1", server)
    proxy.close()
    with socket.create_server(("127.0.0.1", proxy.port)):
        pass


def test_connections_that_end_are_forgotten(proxy: FaultProxy) -> None:
    for _ in range(20):
        with client(proxy.port) as connection:
            ask(connection, b"hello")
    with client(proxy.port) as connection:
        ask(connection, b"hello")
        proxy.reset_open()
    assert (proxy.accepted, proxy.open_connections) == (21, 0)


def test_closing_twice_and_healing_afterwards_do_no_harm(server: int) -> None:
    proxy = FaultProxy("127.0.0.1", server)
    fault = proxy.stall()
    proxy.close()
    proxy.close()
    fault.heal()


def test_a_closed_proxy_says_so(server: int) -> None:
    proxy = FaultProxy("127.0.0.1", server)
    proxy.close()
    with pytest.raises(RuntimeError, match="this proxy is closed"):
        proxy.stall()


def test_an_unknown_host_is_said_at_once() -> None:
    with pytest.raises(socket.gaierror):
        FaultProxy("no-such-host.invalid", 1)


def test_the_fixture_makes_proxies(
    server: int,
    fault_proxy: Callable[..., FaultProxy],  # noqa: F811
) -> None:
    for proxy in (fault_proxy("127.0.0.1", server), fault_proxy("127.0.0.1", server, seed=1)):
        with client(proxy.port) as connection:
            assert ask(connection, b"hello") == b"hello"
