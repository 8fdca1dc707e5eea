"""The account that servers run under: the user's own, or an unprivileged one for root.

PostgreSQL refuses to run as root (its ``postmaster.c`` checks the effective user).
"""

import os
import pwd
import shutil
from functools import lru_cache
from pathlib import Path
from typing import Any


def is_root() -> bool:
    """Whether this process has root's powers, and servers therefore need another account."""
    return os.geteuid() == 0


@lru_cache(maxsize=1)
def _unprivileged() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise LookupError("no unprivileged account")


def name() -> str:
    """The name of the account that servers run under."""
    return (_unprivileged() if is_root() else pwd.getpwuid(os.geteuid())).pw_name


def process_options() -> dict[str, Any]:
    """Keyword arguments for ``subprocess`` that start a process under the servers' account."""
    if not is_root():
        return {}
    entry = _unprivileged()
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def give(path: Path) -> None:
    """Hand a file, or a folder with all that is in it, over to the servers' account.

    What is theirs already is left alone: even a needless change of owner marks a file as changed.
    """
    if not is_root():
        return
    entry = _unprivileged()
    _give(str(path), entry.pw_uid, entry.pw_gid)
    if not path.is_symlink():
        for folder, below, files in os.walk(path):  # each start looks at a thousand of them
            for name in (*below, *files):
                _give(f"{folder}/{name}", entry.pw_uid, entry.pw_gid)


def _give(path: str, user: int, group: int) -> None:
    now = os.lstat(path)
    if (now.st_uid, now.st_gid) != (user, group):
        os.chown(path, user, group, follow_symlinks=False)


def can_reach(path: Path) -> bool:
    """Whether the servers' account may enter every folder on the way to a path."""
    if not is_root():
        return True
    return all(bool(folder.stat().st_mode & 0o001) for folder in path.resolve().parents)


def within_reach(source: Path, copy: Path) -> Path:
    """A folder that the servers' account can read: the source itself, else a copy made once.

    Args:
        source: a folder of programs, perhaps below a home that only root may enter.
        copy: where a copy belongs when one is needed.
    """
    if can_reach(source / "x"):
        return source
    if not copy.exists():
        draft = copy.with_name(f"{copy.name}.{os.getpid()}")
        shutil.copytree(source, draft, symlinks=True, dirs_exist_ok=True)
        draft.chmod(0o755)
        try:
            draft.rename(copy)
        except OSError:  # another engine published the same copy first
            shutil.rmtree(draft, ignore_errors=True)
    return copy
