"""The folder of systems: a changed copy, named by the environment, is found first."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SHOW = "import labkit.systems.users as users; print(users.__file__)"


def imported_from(**environment: str) -> Path:
    """Where a new process finds the user service."""
    env = {**os.environ, **environment}
    done = subprocess.run([sys.executable, "-c", SHOW], env=env, capture_output=True, text=True)
    return Path(done.stdout.strip())


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the systems in which the user service does nothing."""
    (tmp_path / "users").mkdir()
    (tmp_path / "users" / "__init__.py").write_text("", encoding="utf-8")
    return tmp_path


def test_the_copy_that_the_environment_names_is_imported(copy: Path) -> None:
    """Also in processes that a suite starts."""
    assert imported_from(LABKIT_SYSTEMS=str(copy)) == copy / "users" / "__init__.py"


def test_without_a_copy_the_systems_of_the_kit_are_imported() -> None:
    """An empty name counts as none."""
    assert imported_from(LABKIT_SYSTEMS="").parts[-4:] == (
        "labkit",
        "systems",
        "users",
        "__init__.py",
    )
