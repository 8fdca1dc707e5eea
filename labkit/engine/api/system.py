"""Ping, version and information about the engine."""

import os
import platform

from labkit import __version__
from labkit.engine.api.routing import Call, Reply, route
from labkit.engine.servers import installed

API_VERSION = "1.44"


def _ping(_: Call) -> Reply:
    headers = {"Api-Version": API_VERSION, "OSType": "linux"}
    return Reply(raw=b"OK", content_type="text/plain; charset=utf-8", headers=headers)


def _version(_: Call) -> Reply:
    return Reply(
        json={
            "Platform": {"Name": "labkit embedded engine (local processes)"},
            "Version": f"labkit-{__version__}",
            "ApiVersion": API_VERSION,
            "MinAPIVersion": "1.24",
            "Os": "linux",
            "Arch": platform.machine(),
            "KernelVersion": platform.release(),
        }
    )


def _info(call: Call) -> Reply:
    containers = call.supervisor.fleet.all()
    return Reply(
        json={
            "ID": "labkit",
            "Name": platform.node(),
            "ServerVersion": f"labkit-{__version__}",
            "OperatingSystem": "labkit embedded engine (local processes)",
            "OSType": "linux",
            "Architecture": platform.machine(),
            "NCPU": os.cpu_count(),
            "Containers": len(containers),
            "ContainersRunning": sum(each.state.status == "running" for each in containers),
            "Images": len(installed()),
            "Driver": "processes",
            "Labels": [],
        }
    )


def _login(_: Call) -> Reply:
    return Reply(json={"Status": "Login Succeeded", "IdentityToken": ""})


ROUTES = [
    route("GET", "/_ping", _ping),
    route("HEAD", "/_ping", _ping),
    route("GET", "/version", _version),
    route("GET", "/info", _info),
    route("POST", "/auth", _login),
]
