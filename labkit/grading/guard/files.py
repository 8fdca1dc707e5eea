"""Files: a suite writes in its own folder only, and does not read what is the grader's."""

import os
from collections.abc import Callable
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[2]
_ROOT = _PACKAGE.parent
SECRET = (
    *(_PACKAGE / name for name in ("rubrics", "authoring", "lessons")),
    *(_ROOT / name for name in ("solutions", "tests", ".git")),
)
"""What holds the bugs, or answers to the exercises."""

_SECRET_FOLDERS = tuple(str(folder) + os.sep for folder in SECRET)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_PATH_EVENTS = ("os.mkdir", "os.remove", "os.rmdir", "os.rename", "os.symlink", "os.link",
                "os.truncate", "os.chmod", "os.utime")  # fmt: skip
_READ_EVENTS = ("os.listdir", "os.scandir")
_OF_OTHERS = ("mem", "environ", "fd", "root", "cwd", "maps")


def handlers(folder: Path, tell: Callable[[str], None]) -> dict[str, Callable[..., None]]:
    """What to do at which audit event.

    Args:
        folder: the only folder to write in.
        tell: called with a short reason at each refusal.
    """
    inside = os.path.realpath(folder) + os.sep
    real, sep, fspath, secret, others = (
        os.path.realpath,
        os.sep,
        os.fsdecode,
        _SECRET_FOLDERS,
        _OF_OTHERS,
    )
    writes = _WRITING
    busy = False

    def check(path: object, writing: bool) -> None:
        nonlocal busy
        if busy or not isinstance(path, str | bytes | os.PathLike):
            return
        busy = True
        try:
            place = real(fspath(path)) + sep
        finally:
            busy = False
        if place.startswith(secret):
            tell("read the grader's own files")
            raise PermissionError("a suite cannot read the grader's files")
        if place.startswith("/proc/") and _is_of_another_process(place):
            tell("look into another process")
            raise PermissionError("a suite cannot look into another process")
        if writing and not place.startswith((inside, "/dev/")):
            tell("write outside its own folder")
            raise PermissionError(f"a suite may write in its working folder only, not to {path!r}")

    def _is_of_another_process(place: str) -> bool:
        words = place.split(sep)
        mine = words[2] == str(os.getpid()) or not words[2].isdigit()
        return not mine and bool(set(words[3:]) & set(others))

    def opened(path: object, _: object, flags: int | None) -> None:
        check(path, bool((flags or 0) & writes))

    def changed(*paths: object) -> None:
        for path in paths[:2]:
            check(path, True)

    def listed(path: object) -> None:
        check(path, False)

    return {
        "open": opened,
        **dict.fromkeys(_PATH_EVENTS, changed),
        **dict.fromkeys(_READ_EVENTS, listed),
    }
