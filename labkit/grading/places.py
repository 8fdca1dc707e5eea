"""Where a suite's runs are made: on our own engine, and what does not run there, on Docker.

A check starts dozens of containers, and so do the lessons that run whole suites on wrong systems.
They take seconds each on Docker, and together a moment here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from labkit import engine


@dataclass(frozen=True)
class Place:
    """A container engine to make runs on.

    Attributes:
        engine: the engine.
        aside: what to know of it while a check goes on; mostly nothing.
    """

    engine: engine.Engine
    aside: str = ""


def places() -> Iterator[Place]:
    """The engines to try in turn, each if the one before refuses what the suite asks for.

    Raises:
        MachineLacks: when no container engine can be had.
    """
    used, quick = engine.use(), engine.quickest()
    name = used.kind.capitalize()
    slow = f"{name} needs seconds for each container, and a check starts dozens of them."
    if used.kind == "embedded":
        yield Place(used)
    elif quick is used:
        yield Place(used, slow)
    else:
        yield Place(quick, f"On labkit's own engine, which starts servers faster than {name} does.")
        yield Place(used, f"On {name}: the suite asks for what labkit's own engine lacks. {slow}")
