"""The stand-ins for the official images, built from unpacked packages."""

import subprocess
from pathlib import Path

from tests.docker.daemon import programs

_SOURCES = Path(__file__).parent / "stand_ins"
_ROOT = "labkit/stand-in-root"
STAND_INS = {
    "postgres": ("postgres:16",),
    "redis": ("redis:7", "redis:latest", "redis:7-alpine"),
    "rabbitmq": ("rabbitmq:3",),
    "rabbitmq-management": ("rabbitmq:3-management",),
}


def build(room: Path) -> None:
    """Make each image under all its names from ``room/root``, which is deleted on the way."""
    archive = room / "root.tar"
    _run(room, "tar", "--create", "--file", str(archive), "--directory", str(room / "root"), ".")
    _run(room, "docker", "import", str(archive), _ROOT)
    archive.unlink()
    for target, names in STAND_INS.items():
        tags = [word for name in names for word in ("--tag", name)]
        _run(room, "docker", "build", "--quiet", "--target", target, *tags, str(_SOURCES))


def _run(room: Path, *command: str) -> None:
    """Run one command; RuntimeError with what it said when it fails."""
    environment = {**programs(room), "DOCKER_BUILDKIT": "0"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}:\n{done.stdout}{done.stderr}")
