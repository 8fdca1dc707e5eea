"""The proxy as a pytest fixture.

Import it by name where it is used, or name this module in ``pytest_plugins``::

    from labkit.faults.fixtures import fault_proxy

    def test_a_slow_server(fault_proxy, container):
        proxy = fault_proxy(container.get_container_host_ip(), container.get_exposed_port(6379))
        with proxy.latency(0.2):
            ...
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from labkit.faults.proxy import FaultProxy


@pytest.fixture
def fault_proxy() -> Iterator[Callable[..., FaultProxy]]:
    """Makes proxies, ``fault_proxy(host, port, seed=0)``, and closes them after the test."""
    with ExitStack() as opened:
        yield lambda host, port, seed=0: opened.enter_context(FaultProxy(host, port, seed))
