"""Which servers the container engine in use can run."""

import os

import pytest

from labkit.setup import examination


def skip_without(name: str) -> None:
    """Skip a module's tests where the embedded engine lacks a server, in doctor's words.

    Docker and Podman bring every server themselves.
    """
    if "engine.sock" not in os.environ.get("DOCKER_HOST", "engine.sock"):
        return
    found = next(each for each in examination.examine() if each.name == name)
    if not found.present:
        pytest.skip(f"{name}: {found.detail}; {found.mend}")
