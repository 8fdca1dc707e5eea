"""The servers that no Python package brings: Redis and RabbitMQ, fetched without root.

Where they come from the system's own packages is decided here; where they are then found is the
engine's business (`labkit.engine.servers.unpacked`).
"""

import shutil
import sys
import tempfile
import time
from pathlib import Path

from labkit import engine
from labkit.engine import places
from labkit.engine.servers import unpacked
from labkit.errors import MachineLacks
from labkit.setup import apt
from labkit.setup.lock import locked
from labkit.setup.progress import Progress

COMMAND = "python3 -m labkit servers"
PACKAGES = {"redis": ["redis-server", "redis-tools"], "rabbitmq": ["rabbitmq-server"]}
_TRY_AGAIN_AFTER = 24 * 3600.0  # seconds, when a set-up could not fetch them


def missing() -> list[str]:
    """The names of the servers that no program here can run."""
    found = {each.name for each in engine.installed() if "Valkey" not in each.origin}
    return [name for name in PACKAGES if name not in found]


def how_to_get() -> str:
    """The one command that brings what is missing on this kind of machine."""
    if apt.is_here():
        return COMMAND
    if shutil.which("brew"):
        return "brew install redis rabbitmq"
    if shutil.which("dnf"):
        return "sudo dnf install redis rabbitmq-server"
    tool = next(filter(None, map(shutil.which, ("conda", "mamba", "micromamba"))), None)
    if tool or sys.platform != "darwin":
        return f"{Path(tool).name if tool else 'conda'} env create -f environment.yml"
    return "brew install redis rabbitmq"


def fetch(progress: Progress) -> None:
    """Unpack the missing servers from the system's packages into the user's cache.

    Raises:
        MachineLacks: one sentence with what to do; whatever was fetched before stays.
    """
    folder = places.cache_folder() / "servers"
    folder.mkdir(exist_ok=True)
    lock = folder / "lock"
    lock.touch()
    with locked(lock, progress):
        names = missing()
        if not names:
            return
        if not apt.is_here():
            raise MachineLacks(
                f"{_named(names)} cannot be fetched without apt: run `{how_to_get()}`."
            )
        try:
            _fetch(names, folder, progress)
        except (MachineLacks, OSError) as problem:
            _refusal(folder).write_text(str(problem))
            raise MachineLacks(
                f"{_named(names)} could not be fetched ({problem}): connect to a network and run "
                f"`{COMMAND}`, or let somebody install the packages {_listed(names)}."
            ) from problem
        _refusal(folder).unlink(missing_ok=True)


def fetch_if_possible() -> None:
    """Fetch what is missing; where that fails say so once a day and go on without."""
    if not missing() or not apt.is_here() or _refused_lately():
        return
    progress = Progress()
    try:
        fetch(progress)
    except MachineLacks as problem:
        progress.stage(f"{problem} The rest of the lab works without.")


def _fetch(names: list[str], folder: Path, progress: Progress) -> None:
    progress.title(f"Fetching {_named(names)} from this system's packages (once, no root needed)")
    (folder / unpacked.ORIGIN).mkdir(exist_ok=True)
    room = Path(tempfile.mkdtemp(prefix="fetch-", dir=folder))
    try:
        room.chmod(0o755)
        source = apt.Apt(room)
        source.update()
        for name in names:
            progress.stage(f"unpacking {name}")
            source.unpack(PACKAGES[name], room / name)
            _publish(room / name, unpacked.home(name))
    finally:
        shutil.rmtree(room, ignore_errors=True)
    lost = missing()
    if lost:
        raise MachineLacks(f"the packages of {_named(lost)} do not run on this system")
    progress.done(f"{_named(names)}: ready in {folder / unpacked.ORIGIN}")


def _publish(draft: Path, home: Path) -> None:
    """Put a finished tree in place of whatever is there: it was not good enough to run."""
    shutil.rmtree(home, ignore_errors=True)
    draft.chmod(0o755)
    draft.rename(home)


def _refusal(folder: Path) -> Path:
    return folder / "could-not-be-fetched"


def _refused_lately() -> bool:
    note = _refusal(places.cache_folder() / "servers")
    return note.exists() and time.time() - note.stat().st_mtime < _TRY_AGAIN_AFTER


def _named(names: list[str]) -> str:
    spelled = {"redis": "Redis", "rabbitmq": "RabbitMQ"}
    return " and ".join(spelled[name] for name in names)


def _listed(names: list[str]) -> str:
    return " ".join(package for name in names for package in PACKAGES[name])
