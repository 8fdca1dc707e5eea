"""A bare clone: labkit's code and settings, no environment, no network."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from labkit.setup.clone import Clone

ROOT = Path(__file__).resolve().parents[3]
BASE_PYTHON = getattr(sys, "_base_executable", sys.executable)
Labkit = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    """A copy of the project as `git clone` would make it, first notebook included."""
    root = (tmp_path / "clone").resolve()
    for folder in ("labkit",):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / file, root)
    (root / "notebooks").mkdir()
    (root / "notebooks" / "00_start_here.ipynb").write_text("{}")
    return Clone(root)


@pytest.fixture
def offline(tmp_path: Path) -> dict[str, str]:
    """The environment variables of a machine on which pip reaches nothing."""
    return {
        "HOME": str(tmp_path),
        "PATH": os.defpath,
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_INDEX_URL": "http://127.0.0.1:1/simple",
        "PIP_RETRIES": "0",
        "LABKIT_ENGINE": "embedded",
    }


@pytest.fixture
def labkit(clone: Clone, offline: dict[str, str]) -> Labkit:
    """Runs `python -m labkit ARGUMENTS` in the bare clone with the Python behind this one."""

    def run(
        *arguments: str, python: str = BASE_PYTHON, **more: str
    ) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [python, "-m", "labkit", *arguments],
            cwd=clone.root,
            env=offline | more,
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run
