"""Files copied into and out of a container, as tar archives."""

import base64
import io
import json
import os
import tarfile
from pathlib import Path

from labkit.engine import account
from labkit.engine.api import containers
from labkit.engine.api.routing import ApiError, Call, Reply, route
from labkit.engine.container import Container


def _put(call: Call) -> Reply:
    """Unpack an archive into the container's own folder and remember each path in it."""
    container = containers.find(call)
    inside = Path(call.query.get("path") or "/")
    root = container.folder / "root"
    target = root / str(inside).lstrip("/")
    target.mkdir(parents=True, exist_ok=True)
    try:
        with tarfile.open(fileobj=io.BytesIO(call.body)) as archive:
            names = [_unpack(archive, member, target) for member in archive if member.isfile()]
    except tarfile.TarError as error:
        raise ApiError(400, f"cannot unpack the archive for {inside}: {error}") from error
    account.give(root)
    for name in names:
        container.put(str(inside / name), target / name)
    return Reply(200)


def _unpack(archive: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> str:
    """Write one file of an archive below a folder; returns its path there."""
    name = str(Path(os.path.normpath("/" + member.name.lstrip("/"))).relative_to("/"))
    content = archive.extractfile(member)
    assert content is not None
    (target / name).parent.mkdir(parents=True, exist_ok=True)
    (target / name).write_bytes(content.read())
    (target / name).chmod(member.mode & 0o777)
    return name


def _get(call: Call) -> Reply:
    inside = call.query.get("path") or "/"
    here = _located(containers.find(call), inside)
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        archive.add(here, arcname=Path(inside).name)
    return Reply(
        raw=packed.getvalue(), content_type="application/x-tar", headers=_stat_header(here)
    )


def _stat(call: Call) -> Reply:
    here = _located(containers.find(call), call.query.get("path") or "/")
    return Reply(raw=b"", headers=_stat_header(here))


def _located(container: Container, inside: str) -> Path:
    here = container.here(inside)
    if not here.exists():
        raise ApiError(404, f"Could not find the file {inside} in container {container.id}")
    return here


def _stat_header(here: Path) -> dict[str, str]:
    found = here.stat()
    text = json.dumps({"name": here.name, "size": found.st_size, "mode": found.st_mode & 0o777,
                       "mtime": "1970-01-01T00:00:00Z", "linkTarget": ""})  # fmt: skip
    return {"X-Docker-Container-Path-Stat": base64.b64encode(text.encode()).decode()}


ROUTES = [
    route("PUT", "/containers/{id}/archive", _put),
    route("GET", "/containers/{id}/archive", _get),
    route("HEAD", "/containers/{id}/archive", _stat),
]
