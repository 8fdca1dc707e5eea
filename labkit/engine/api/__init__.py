"""The part of the Docker Engine HTTP API that docker-py and testcontainers use, on a unix socket.

Source of shapes and status codes: the Docker Engine API reference, version 1.44.
"""

from labkit.engine.api import archives, containers, execs, images, lab, networks, system
from labkit.engine.api.http import serve
from labkit.engine.api.routing import Route

ROUTES: list[Route] = [
    *system.ROUTES,
    *images.ROUTES,
    *containers.ROUTES,
    *execs.ROUTES,
    *archives.ROUTES,
    *networks.ROUTES,
    *lab.ROUTES,
]

__all__ = ["ROUTES", "serve"]
