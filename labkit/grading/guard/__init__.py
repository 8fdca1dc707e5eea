"""An audit hook that refuses what a suite has no business doing, and tells that it was tried.

It stops what a learner would try in Python: reading the rubrics or the system's source, looking
into the grader, leaving notes for the next run, reaching other machines, starting processes without
end. It is no prison: code that starts other programs gets past most of it. What it finds there has
no names and comes in no order that tells anything; bubblewrap, where it is asked for, hides it.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from labkit.grading.guard import code, files, network, processes
from labkit.grading.guard.asking import Asking

__all__ = ["keep_inside"]


def keep_inside(folder: Path, systems: Path, tell: Callable[[str], None]) -> None:
    """Refuse, from now on and for good in this process, what a suite has no business doing.

    Args:
        folder: the only folder to write in.
        systems: the copy of the systems under test.
        tell: called with a short reason at each refusal.
    """
    asking = Asking(systems)
    handlers: dict[str, list[Callable[..., None]]] = {}
    for more in (
        files.handlers(folder, tell),
        code.handlers(systems, asking, tell),
        processes.handlers(tell),
        network.handlers(tell),
    ):
        for event, handler in more.items():
            handlers.setdefault(event, []).append(handler)
    none: list[Callable[..., None]] = []
    find = handlers.get

    def hook(event: str, args: tuple[Any, ...]) -> None:
        for handler in find(event, none):
            handler(*args)

    sys.addaudithook(hook)
