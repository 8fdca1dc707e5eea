"""An audit hook that keeps a suite away from the grader's files and inside its own folder.

It stops what a learner would try in Python: reading the rubrics, importing the grader, leaving
notes for the next run. It is no prison: code that starts other programs or calls C gets past it,
and what it would find there has no names and comes in no order that tells anything.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parent.parent
_SECRET_MODULES = ("labkit.rubrics", "labkit.authoring")
_SECRET_FOLDERS = tuple(
    str(folder) + os.sep
    for folder in (
        *(_PACKAGE / name for name in ("rubrics", "authoring")),
        *(_PACKAGE.parent / name for name in ("solutions", "tests", ".git")),
    )
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_PATH_EVENTS = {"os.mkdir", "os.remove", "os.rmdir", "os.rename", "os.symlink", "os.link",
                "os.truncate", "os.chmod", "os.utime"}  # fmt: skip
_READ_EVENTS = {"os.listdir", "os.scandir"}


def keep_inside(folder: Path, tell: Callable[[str], None]) -> None:
    """Refuse, from now on and for good in this process, what a suite has no business doing.

    Args:
        folder: the only folder to write in.
        tell: called with a short reason at each refusal.
    """
    inside = os.path.realpath(folder) + os.sep
    real, sep, fspath, refuse = os.path.realpath, os.sep, os.fsdecode, PermissionError
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
        if place.startswith(_SECRET_FOLDERS):
            tell("read the grader's own files")
            raise refuse("a suite cannot read the grader's files")
        if writing and not place.startswith((inside, "/dev/")):
            tell("write outside its own folder")
            raise refuse(f"a suite may write in its working folder only, not to {path!r}")

    def hook(event: str, args: tuple[Any, ...]) -> None:
        if event == "open":
            check(args[0], bool((args[2] or 0) & _WRITING))
        elif event in _PATH_EVENTS:
            for path in args[:2]:
                check(path, True)
        elif event in _READ_EVENTS:
            check(args[0], False)
        elif event == "import" and args[0].startswith(_SECRET_MODULES):
            tell("import the grader")
            raise ImportError(f"a suite cannot import {args[0]}")

    sys.addaudithook(hook)
