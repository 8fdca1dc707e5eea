"""What the lab finds on this machine, as data."""

import os
import platform
import shutil
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from labkit import engine
from labkit.setup import servers
from labkit.setup.clone import is_clone, this_clone
from labkit.setup.environment import ready

SET_UP = "python3 -m labkit open"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
_ROOM_TO_WORK = 300  # MB: data folders of a few containers
_SERVERS = {
    # name of the program: required, when it is needed
    "postgres": (True, ""),
    "redis": (False, "needed from chapter 5 on: run "),
    "rabbitmq": (False, "needed in chapter 6: run "),
}


@dataclass(frozen=True)
class Finding:
    """One thing that was looked for.

    Args:
        name: what.
        present: whether it is here and usable.
        detail: its version and origin, or what is known of its absence.
        required: whether the lab cannot be used without it.
        mend: what to do when it is missing.
    """

    name: str
    present: bool
    detail: str
    required: bool = True
    mend: str = ""

    def as_dict(self) -> dict[str, object]:
        """Return the fields by name."""
        return asdict(self)


def examine() -> list[Finding]:
    """Look for everything the lab uses; starts nothing and installs nothing."""
    return [_python(), _environment(), _engine(), *_servers(), _browser(), _disk()]


def _python() -> Finding:
    return Finding("python", True, f"{platform.python_version()} at {sys.executable}")


def _environment() -> Finding:
    if not is_clone():
        return Finding("environment", True, f"labkit is installed in {sys.prefix}")
    python = ready(this_clone())
    detail = f"complete in {sys.prefix}" if python else "the packages are not installed"
    return Finding("environment", python is not None, detail, mend=SET_UP)


def _engine() -> Finding:
    """Say which engine would be used. Without a container engine it is always our own."""
    asked = os.environ.get("LABKIT_ENGINE")
    found = engine.external() if asked != "embedded" else None
    if found is None:
        return Finding("engine", True, "embedded; no Docker or Podman is used")
    where = f"{found.kind} at {found.environment['DOCKER_HOST']}"
    return Finding("engine", True, where if asked == "docker" else f"{where}; embedded for checks")


def _servers() -> list[Finding]:
    found = engine.installed()
    return [_server(name, [f for f in found if f.name == name]) for name in _SERVERS]


def _server(name: str, found: list[engine.Installed]) -> Finding:
    required, when = _SERVERS[name]
    mend = SET_UP if required else f"{when}`{servers.how_to_get()}`"
    versions = ", ".join(f"{server.version} from {server.origin}" for server in found)
    return Finding(name, bool(found), versions or "no server program found", required, mend)


def _browser() -> Finding:
    path = next(filter(None, map(shutil.which, _BROWSERS)), None)
    detail = path or "only the browser tests need Chromium"
    return Finding("chromium", path is not None, detail, required=False)


def _disk() -> Finding:
    folder = this_clone().root if is_clone() else Path.home()
    room = shutil.disk_usage(folder).free // 1_000_000
    mend = f"make room where {folder} is"
    return Finding("disk", room >= _ROOM_TO_WORK, f"{room} MB free in {folder}", mend=mend)
