"""Debian's and Ubuntu's packages without root: apt-get with folders of its own.

apt itself resolves what a package needs and this system lacks, from the system's own sources and
with their signatures checked. Nothing is installed: the packages are unpacked into a folder.
"""

import shutil
import subprocess
from pathlib import Path

from labkit.errors import MachineLacks

INSTALLED = Path("/var/lib/dpkg/status")
_SECONDS = 600
_CONFIGURATION = """\
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear DPkg::Pre-Install-Pkgs;
#clear DPkg::Post-Invoke;
Dir::State "{room}/state";
Dir::State::status "{installed}";
Dir::Cache "{room}/cache";
Dir::Log "{room}";
Debug::NoLocking "1";
APT::Sandbox::User "";
APT::Install-Recommends "0";
Acquire::Languages "none";
Acquire::Retries "1";
Acquire::http::Timeout "20";
Acquire::https::Timeout "20";
"""


def is_here() -> bool:
    """Whether this system has apt."""
    return all(map(shutil.which, ("apt-get", "dpkg-deb")))


class Apt:
    """An apt-get whose state, cache and locks are in one folder, which the caller deletes."""

    def __init__(self, room: Path) -> None:
        self._room = room
        self._settings = room / "apt.conf"
        self._settings.write_text(_CONFIGURATION.format(room=room, installed=INSTALLED))
        for part in ("state/lists/partial", "cache/archives/partial"):
            (room / part).mkdir(parents=True)

    def update(self) -> None:
        """Fetch the lists of packages; MachineLacks when they cannot be had."""
        self._run("update", "-o", "APT::Update::Error-Mode=any")

    def unpack(self, packages: list[str], root: Path, present: Path = INSTALLED) -> None:
        """Unpack packages, and what they need and is not present, below a folder.

        Args:
            packages: their names.
            root: the folder, which is made.
            present: dpkg's list of what is there already; this system's, or an empty file.

        Raises:
            MachineLacks: with apt's own reason.
        """
        archives = self._room / "cache/archives"
        for old in archives.glob("*.deb"):
            old.unlink()
        status = f"Dir::State::status={present}"
        self._run("install", "-o", status, "--download-only", "--reinstall", "--yes", *packages)
        root.mkdir()
        for package in sorted(archives.glob("*.deb")):
            _checked(["dpkg-deb", "--extract", str(package), str(root)])
            package.unlink()

    def _run(self, action: str, *arguments: str) -> None:
        _checked(["apt-get", f"--config-file={self._settings}", "--quiet", action, *arguments])


def _checked(command: list[str]) -> None:
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_SECONDS,
        )
    except subprocess.TimeoutExpired as late:
        raise MachineLacks(f"{command[0]} did not end within {_SECONDS} s") from late
    if done.returncode:
        raise MachineLacks(f"{command[0]} says: {_reason(done.stdout + done.stderr)}")


def _reason(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line.removeprefix("E: ") for line in lines if line.startswith("E: ")]
    return (errors or lines or ["nothing"])[0].rstrip(".")
