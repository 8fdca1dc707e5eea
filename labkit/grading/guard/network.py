"""The network: a suite talks to this machine, and to the container engine wherever that is."""

import ipaddress
import os
from collections.abc import Callable

_NAMED_FOR_TESTS = (".invalid", ".test", ".example", ".localhost")
_CONTAINERS = tuple(map(ipaddress.ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")))
_HERE = {"", "localhost", "0.0.0.0", "::"}


def handlers(tell: Callable[[str], None]) -> dict[str, Callable[..., None]]:
    """What to do at which audit event.

    Args:
        tell: called with a short reason at each refusal.
    """
    engine, networks = _engine_hosts(), _CONTAINERS
    containers_here = os.environ.get("TESTCONTAINERS_HOST_OVERRIDE") == "127.0.0.1"

    def allowed(host: str) -> bool:
        if host in _HERE or host in engine or host.endswith(_NAMED_FOR_TESTS):
            return True
        try:
            address = ipaddress.ip_address(host.partition("%")[0])
        except ValueError:
            return False
        near = any(address in network for network in networks)
        return address.is_loopback or (near and not containers_here)

    def check(host: object) -> None:
        name = host.decode() if isinstance(host, bytes) else host
        if isinstance(name, str) and not allowed(name):
            tell("reach another machine")
            raise PermissionError(f"a suite may talk to this machine only, not to {name}")

    def addressed(_: object, address: object) -> None:
        if isinstance(address, tuple) and address:
            check(address[0])

    def looked_up(host: object, *_: object) -> None:
        check(host)

    return {
        "socket.connect": addressed,
        "socket.sendto": addressed,
        "socket.sendmsg": addressed,
        "socket.getaddrinfo": looked_up,
        "socket.gethostbyname": looked_up,
    }


def _engine_hosts() -> set[str]:
    """The names by which the container engine is known, when it is on another machine."""
    address = os.environ.get("DOCKER_HOST", "")
    scheme, _, rest = address.partition("://")
    remote = rest.rpartition(":")[0] if scheme in ("tcp", "http", "https") else ""
    return {remote, os.environ.get("TESTCONTAINERS_HOST_OVERRIDE", "")} - {""}
