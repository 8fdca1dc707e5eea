"""A container as ``docker inspect`` and ``docker ps`` show it."""

import time
from typing import Any

from labkit.engine.container import Container
from labkit.engine.health import Health
from labkit.engine.ports import LOOPBACK

_LOGS = {"Type": "json-file", "Config": {}}
_NEVER = "0001-01-01T00:00:00Z"


def inspect(container: Container) -> dict[str, Any]:
    """The long form: everything about one container."""
    request = container.configuration.request
    hosts = request.get("HostConfig") or {}
    command = list(container.configuration.wishes.command)
    return {
        "Id": container.id,
        "Created": _when(container.state.created),
        "Path": container.configuration.image.program.name,
        "Args": command,
        "State": _state(container),
        "Image": container.configuration.image.id,
        "Name": f"/{container.configuration.name}",
        "RestartCount": 0,
        "Driver": "processes",
        "Platform": "linux",
        "HostConfig": {"NetworkMode": "bridge", "LogConfig": _LOGS, **hosts},
        "Config": _config(container),
        "NetworkSettings": {
            "Ports": _ports(container),
            "IPAddress": LOOPBACK,
            "Gateway": LOOPBACK,
            "Networks": _networks(container),
        },
        "Mounts": [
            {"Type": "bind", "Source": str(here), "Destination": inside, "Mode": "", "RW": True}
            for inside, here in container.files.items()
        ],
    }


def summary(container: Container) -> dict[str, Any]:
    """The short form: a row of a list."""
    whole = inspect(container)
    return {
        "Id": container.id,
        "Names": [whole["Name"]],
        "Image": container.configuration.image.name,
        "ImageID": whole["Image"],
        "Command": whole["Path"],
        "Created": int(container.state.created),
        "Labels": whole["Config"]["Labels"],
        "State": container.state.status,
        "Status": container.state.status.capitalize(),
        "Ports": _port_rows(container),
        "HostConfig": {"NetworkMode": whole["HostConfig"]["NetworkMode"]},
        "NetworkSettings": {"Networks": whole["NetworkSettings"]["Networks"]},
        "Mounts": whole["Mounts"],
    }


def _state(container: Container) -> dict[str, Any]:
    state = container.state
    return {
        "Status": state.status,
        "Running": state.status in ("running", "paused"),
        "Paused": state.status == "paused",
        "Restarting": False,
        "OOMKilled": False,
        "Dead": False,
        "Pid": container.pid,
        "ExitCode": state.exit_code,
        "Error": state.error,
        "StartedAt": _when(state.started),
        "FinishedAt": _when(state.finished),
        **({"Health": _health(container.health)} if container.health else {}),
    }


def _config(container: Container) -> dict[str, Any]:
    request = container.configuration.request
    return {
        "Hostname": container.id[:12],
        "Env": [f"{k}={v}" for k, v in container.configuration.wishes.environment.items()],
        "Cmd": list(container.configuration.wishes.command) or None,
        "Image": container.configuration.image.name,
        "Labels": request.get("Labels") or {},
        "ExposedPorts": {f"{port}/tcp": {} for port in container.configuration.ports},
        "Tty": False,
        "OpenStdin": False,
    }


def _ports(container: Container) -> dict[str, Any]:
    if container.state.status not in ("running", "paused"):
        return {}
    return {
        f"{inside}/tcp": [{"HostIp": LOOPBACK, "HostPort": str(reservation.port)}]
        for inside, reservation in container.reservations.items()
    }


def _port_rows(container: Container) -> list[dict[str, Any]]:
    return [
        {"IP": LOOPBACK, "PrivatePort": inside, "PublicPort": reservation.port, "Type": "tcp"}
        for inside, reservation in container.reservations.items()
    ]


def _networks(container: Container) -> dict[str, Any]:
    name = container.configuration.name
    return {
        network: {
            "IPAddress": LOOPBACK,
            "Gateway": LOOPBACK,
            "Aliases": [*aliases, container.id[:12]],
            "DNSNames": [name, *aliases, container.id[:12]],
        }
        for network, aliases in container.networks.items()
    }


def _health(health: Health) -> dict[str, Any]:
    return {
        "Status": health.status,
        "FailingStreak": health.failures,
        "Log": [
            {
                "Start": _when(each.start),
                "End": _when(each.end),
                "ExitCode": each.exit_code,
                "Output": each.output,
            }
            for each in list(health.results)
        ],
    }


def _when(at: float) -> str:
    if not at:
        return _NEVER
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(at)) + f".{int(at % 1 * 1e9):09d}Z"
