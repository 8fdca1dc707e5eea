"""Servers that the set-up unpacked from the system's packages into the cache, without root.

Such a tree is a package's files below a folder that is not ``/``: programs find neither their
libraries nor each other unless told where they are.
"""

from pathlib import Path

from labkit.engine import places

ORIGIN = "apt"


def home(name: str) -> Path:
    """The folder that stands for ``/`` in the tree of a server's packages; it may not exist."""
    return places.cache_folder() / "servers" / ORIGIN / name


def libraries(root: Path) -> list[Path]:
    """The folders of shared libraries in a tree."""
    patterns = ("usr/lib", "usr/lib/*-linux-*", "lib", "lib/*-linux-*")
    folders = [folder for pattern in patterns for folder in root.glob(pattern)]
    return [folder for folder in folders if any(folder.glob("*.so*"))]


def environment(program: Path) -> dict[str, str]:
    """The variables that a program needs to run from where it is; none outside the cache."""
    trees = places.cache_folder() / "servers" / ORIGIN
    if trees not in program.parents:
        return {}
    root = trees / program.relative_to(trees).parts[0]
    return {"LD_LIBRARY_PATH": ":".join(map(str, libraries(root)))}
