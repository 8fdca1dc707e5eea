"""Where the engine keeps things: a cache that lasts and a runtime folder that does not.

Both can be moved: ``LABKIT_CACHE`` and ``LABKIT_RUNTIME`` name other folders.
"""

import os
import shutil
import stat
import sys
import tempfile
from pathlib import Path

from labkit.engine.account import is_root
from labkit.errors import MachineLacks

_SHARED_MEMORY = Path("/dev/shm")
_PLENTY_OF_BYTES = 4 * 1024**3


def cache_folder() -> Path:
    """The folder of what may be kept between labs: server binaries and data-folder templates."""
    named = os.environ.get("LABKIT_CACHE")
    folder = Path(named) if named else _default_cache()
    return _made(folder, 0o755 if is_root() else 0o700)


def runtime_folder() -> Path:
    """This user's folder for the running engine: its socket and the containers' files.

    Raises:
        MachineLacks: when somebody else owns a folder of that name.
    """
    named = os.environ.get("LABKIT_RUNTIME")
    return _owned(Path(named) if named else Path(tempfile.gettempdir()) / f"labkit-{os.getuid()}")


def room() -> Path:
    """Where containers' files go: into memory where there is plenty of it, else on the disk.

    A data folder is a thousand small files; copying them costs ten times less in memory.
    """
    if "LABKIT_RUNTIME" not in os.environ and _is_roomy(_SHARED_MEMORY):
        return _owned(_SHARED_MEMORY / f"labkit-{os.getuid()}")
    return runtime_folder()


def rooms() -> list[Path]:
    """Every folder in which an engine of this user may have left something."""
    shared = _SHARED_MEMORY / f"labkit-{os.getuid()}"
    others = [shared] if "LABKIT_RUNTIME" not in os.environ and shared.is_dir() else []
    return [runtime_folder(), *others]


def private_folder() -> Path:
    """The part of the runtime folder that only this user may enter: the socket is in it."""
    return _made(runtime_folder() / "api", 0o700)


def socket_path() -> Path:
    """The unix socket on which the embedded engine answers."""
    return private_folder() / "engine.sock"


def _default_cache() -> Path:
    if is_root():
        return Path("/var/cache/labkit")
    if sys.platform == "darwin":
        return Path.home() / "Library/Caches/labkit"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "labkit"


def _is_roomy(folder: Path) -> bool:
    try:
        free = shutil.disk_usage(folder).free
        available = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return False
    return min(free, available) >= _PLENTY_OF_BYTES


def _owned(folder: Path) -> Path:
    _made(folder, 0o711 if is_root() else 0o700)
    found = folder.lstat()
    if found.st_uid != os.getuid() or not stat.S_ISDIR(found.st_mode):
        raise MachineLacks(
            f"{folder} belongs to somebody else, so the engine cannot use it: "
            "set LABKIT_RUNTIME to a folder of your own."
        )
    return folder


def _made(folder: Path, mode: int) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if folder.lstat().st_uid == os.getuid() and (folder.stat().st_mode & 0o777) != mode:
            folder.chmod(mode)
    except OSError as error:
        raise MachineLacks(
            f"{folder} cannot be made ({error.strerror}): free the disk or choose another folder "
            "with LABKIT_CACHE or LABKIT_RUNTIME."
        ) from error
    return folder
