"""A suite judges the system by what it does: its source, its code and the memory are shut."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from labkit.grading.guard.asking import Asking, is_import, is_traceback

_PACKAGE = "labkit.systems"
_SECRET_MODULES = ("labkit.rubrics", "labkit.authoring")
_MEMORY = ("gc.get_objects", "gc.get_referents", "gc.get_referrers")
_READ_SIGNATURES = ("inspect", "functools", "unittest.mock", "asyncio.coroutines")
_FOREIGN = ("ctypes.dlopen", "ctypes.dlsym", "ctypes.addressof", "ctypes.cdata")


def handlers(
    systems: Path, asking: Asking, tell: Callable[[str], None]
) -> dict[str, Callable[..., None]]:
    """What to do at which audit event.

    Args:
        systems: the copy of the systems under test.
        asking: tells who asks.
        tell: called with a short reason at each refusal.
    """
    inside, by_suite = os.path.realpath(systems) + os.sep, asking.suite
    real, fsdecode = os.path.realpath, os.fsdecode
    package, secret, imports, formats = _PACKAGE, _SECRET_MODULES, is_import, is_traceback

    def opened(path: object, *_: object) -> None:
        if not isinstance(path, str | bytes | os.PathLike) or imports(3):
            return
        if real(fsdecode(path)).startswith(inside) and by_suite(3):
            if not formats(3):
                tell("read the system's source")
            raise PermissionError("a suite cannot read the source of the system under test")

    def looked_at(thing: object, name: str) -> None:
        if name != "__code__" or not str(getattr(thing, "__module__", "")).startswith(package):
            return
        if by_suite(3, innocent=_READ_SIGNATURES):
            tell("read the system's code")
            raise PermissionError("a suite cannot read the code of the system under test")

    def remembered(*_: object) -> None:
        if by_suite(3):
            tell("search the memory of its process")
            raise PermissionError("a suite cannot search the memory of its process")

    def called(*_: object) -> None:
        if by_suite(3):
            tell("call functions of C")
            raise PermissionError("a suite cannot use ctypes")

    def imported(name: str, *_: Any) -> None:
        if name.startswith(secret):
            tell("import the grader")
            raise ImportError(f"a suite cannot import {name}")

    return {
        "open": opened,
        "object.__getattr__": looked_at,
        "import": imported,
        **dict.fromkeys(_MEMORY, remembered),
        **dict.fromkeys(_FOREIGN, called),
    }
