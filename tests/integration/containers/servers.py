"""Which servers the container engine in use can run."""

import os

import pytest

from labkit.setup import examination


def skip_without(name: str) -> None:
    """Skip tests of a server that the engine in use lacks, in doctor's words.

    Docker and Podman bring every server themselves.
    """
    if os.environ.get("DOCKER_HOST", "").endswith("engine.sock"):
        skip_unless_installed(name)


def skip_unless_installed(name: str) -> None:
    """Skip tests of the embedded engine with a server that is not on this machine."""
    found = next(each for each in examination.examine() if each.name == name)
    if not found.present:
        pytest.skip(f"{name}: {found.detail}; {found.mend}")
