"""What went wrong while setting up, as one sentence that says what to do."""

import importlib.util
import os
import re
import shutil
import sys

from labkit.errors import MachineLacks
from labkit.setup.clone import Clone

ROOM_NEEDED = 1_000  # MB: 800 installed, the rest while wheels are unpacked

_NETWORK = re.compile(
    r"name resolution|Name or service not known|nodename nor servname|getaddrinfo failed"
    r"|Failed to establish a new connection|Connection refused|Network is unreachable"
    r"|No route to host|Max retries exceeded|ProxyError|ConnectTimeout|Read timed out"
    r"|connection broken by|SSLError|Could not fetch URL"
    r"|\(from versions: none\)"  # all that pip says when it was told not to retry
)
_DISK = re.compile(r"No space left on device|Disk quota exceeded|Errno 28|Errno 122")
_PERMISSION = re.compile(r"Permission denied|Read-only file system")


def before_installing(clone: Clone) -> None:
    """Refuse what is bound to fail, before minutes are spent on it.

    Raises:
        MachineLacks: no venv module, or too little room.
    """
    if any(importlib.util.find_spec(name) is None for name in ("venv", "ensurepip")):
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise MachineLacks(
            f"This Python ({sys.executable}) cannot make virtual environments: install the module"
            f" (Debian, Ubuntu: `sudo apt install python{version}-venv`) and run this again."
        )
    room = shutil.disk_usage(clone.root).free // 1_000_000
    if room < ROOM_NEEDED and not clone.venv.exists():
        raise _no_room(clone, f"{room} MB are free")


def writable(clone: Clone) -> None:
    """Refuse a folder in which nothing can be made.

    Raises:
        MachineLacks: naming the folder.
    """
    here = clone.venv if clone.venv.exists() else clone.root
    if not (os.access(here, os.W_OK) and os.access(clone.pyproject, os.W_OK)):
        raise _not_writable(clone)


def from_pip(clone: Clone, output: str) -> MachineLacks:
    """Return the error for pip's output: its cause where that is known, else pip's own words."""
    if _DISK.search(output):
        return _no_room(clone, "the disk filled up")
    if _NETWORK.search(output):
        return MachineLacks(
            "The packages could not be fetched because pip reaches no package index that has"
            " them: connect to a network (or set PIP_INDEX_URL or your proxy for pip) and run this"
            " again."
        )
    if _PERMISSION.search(output):
        return _not_writable(clone)
    return MachineLacks(
        f"pip could not install the packages (all it said is in {clone.venv}/labkit-setup.log);"
        f" mend this and run the command again: {last_words(output)}"
    )


def from_system(clone: Clone, error: OSError) -> MachineLacks:
    """Return the error for what the operating system refused."""
    text = str(error)
    if _DISK.search(text):
        return _no_room(clone, "the disk filled up")
    if _PERMISSION.search(text):
        return _not_writable(clone)
    return MachineLacks(f"The environment could not be made in {clone.venv}: {text}.")


def last_words(output: str) -> str:
    """Return pip's own error lines, or its last lines where it marked none; warnings left out."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    lines = [
        line for line in lines if not line.startswith(("WARNING:", "[notice]", "DEPRECATION:"))
    ]
    errors = [line for line in lines if line.lower().startswith("error:")]
    return "\n  ".join((errors or lines)[-3:]) or "it said nothing."


def _no_room(clone: Clone, what: str) -> MachineLacks:
    return MachineLacks(
        f"Setting up needs about {ROOM_NEEDED} MB in {clone.root} and {what}:"
        " make room and run this again."
    )


def _not_writable(clone: Clone) -> MachineLacks:
    return MachineLacks(
        f"The environment cannot be made because {clone.root} is not writable for you:"
        " clone into a folder of your own and run this there."
    )
