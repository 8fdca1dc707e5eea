"""Images: names that the engine can run, and a refusal in Docker's form for all others."""

import json
import platform
from typing import Any

from labkit.engine.api.routing import ApiError, Call, Reply, route
from labkit.engine.servers import Image, UnknownImage, installed, resolve
from labkit.engine.servers.images import by_id


def find(name: str) -> Image:
    """The image of a name or an id.

    Raises:
        ApiError: 404 with the list of what runs here.
    """
    if name.startswith("sha256:") and (image := by_id(name)):
        return image
    try:
        return resolve(name)
    except UnknownImage as unknown:
        raise ApiError(404, str(unknown)) from unknown


def describe(image: Image) -> dict[str, Any]:
    """The image as ``docker inspect`` shows one."""
    port = image.server.container_port
    return {
        "Id": image.id,
        "RepoTags": [image.name],
        "RepoDigests": [],
        "Architecture": platform.machine(),
        "Os": "linux",
        "Size": 0,
        "Config": {"Env": [], "Cmd": [], "ExposedPorts": {f"{port}/tcp": {}}, "Labels": None},
        "Comment": f"{image.program.name} {image.program.version} ({image.program.origin})",
    }


def _inspect(call: Call) -> Reply:
    return Reply(json=describe(find(call.names["name"])))


def _list(_: Call) -> Reply:
    images = [resolve(f"{each.name}:{each.major}") for each in installed()]
    return Reply(json=[describe(image) for image in images])


def _pull(call: Call) -> Reply:
    name = call.query.get("fromImage", "")
    tag = call.query.get("tag", "")
    image = find(f"{name}:{tag}" if tag and ":" not in name.rpartition("/")[2] else name)
    line = json.dumps({"status": f"Status: Image is up to date for {image.name}"}).encode()
    return Reply(stream=iter([line + b"\r\n"]))


ROUTES = [
    route("GET", "/images/json", _list),
    route("POST", "/images/create", _pull),
    route("GET", "/images/{name*}/json", _inspect),
]
