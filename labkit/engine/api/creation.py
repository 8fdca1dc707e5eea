"""What a create call asks for, read from its body, and what of it is refused."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from labkit.engine.api.routing import ApiError
from labkit.engine.container import Container
from labkit.engine.servers.server import Wishes


def wishes(request: dict[str, Any]) -> Wishes:
    """Environment, command and files of a container.

    Raises:
        ApiError: 400 for a volume that cannot be mapped.
    """
    pairs = (entry.partition("=") for entry in request.get("Env") or [])
    environment = {name: value for name, _, value in pairs}
    command = (*(request.get("Entrypoint") or ()), *(request.get("Cmd") or ()))
    return Wishes(environment, command, _volumes(request.get("HostConfig") or {}))


def ports(request: dict[str, Any], own: int) -> dict[int, int]:
    """Container ports that are published, with the port of this machine asked for (0: any)."""
    hosts = request.get("HostConfig") or {}
    wanted: dict[int, int] = {}
    for inside, bindings in (hosts.get("PortBindings") or {}).items():
        first = (bindings or [{}])[0] or {}
        wanted[int(inside.split("/")[0])] = int(first.get("HostPort") or 0)
    if hosts.get("PublishAllPorts"):
        exposed = [int(each.split("/")[0]) for each in request.get("ExposedPorts") or {}]
        wanted = {**dict.fromkeys([own, *exposed], 0), **wanted}
    return wanted


def refuse_other_hosts(container: Container, others: Iterable[Container]) -> None:
    """Refuse a container whose command or environment names another one as a host.

    Its server would look for that name for ever: there is no network that knows it.

    Raises:
        ApiError: 400 with the name.
    """
    texts = [" ".join(container.configuration.wishes.command)]
    texts += container.configuration.wishes.environment.values()
    for name in _neighbours(container, others):
        known = re.escape(name)
        as_host = re.compile(rf"(//|@){known}(?![\w.-])|(^|[\s,=]){known}(:|\s+)\d")
        if any(as_host.search(text) for text in texts):
            raise ApiError(
                400,
                f"labkit's embedded engine has no network between containers, so nothing in this "
                f"one can reach the host {name!r}: connect from your test, or use Docker.",
            )


def _neighbours(container: Container, others: Iterable[Container]) -> Iterator[str]:
    """The names by which a container would know those in its named networks."""
    for other in others:
        for network in container.networks.keys() & other.networks.keys() - {"bridge"}:
            yield from (other.configuration.name, *other.networks[network])


def _volumes(hosts: dict[str, Any]) -> dict[str, Path]:
    """Bind mounts become known files; a named volume has nothing to be mapped to."""
    binds = [bind.split(":")[:2] for bind in hosts.get("Binds") or []]
    mounts = [each for each in hosts.get("Mounts") or [] if each.get("Type") != "tmpfs"]
    binds += [[each.get("Source") or "", each["Target"]] for each in mounts]
    found: dict[str, Path] = {}
    for here, inside in binds:
        if not here.startswith("/"):
            raise ApiError(
                400,
                f"labkit's embedded engine cannot map the named volume {here!r} to {inside}: "
                "mount a folder of this machine instead, or use Docker.",
            )
        found[inside.rstrip("/")] = Path(here)
    return found
