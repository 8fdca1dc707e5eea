"""environment.yml says the same as pyproject.toml; conda itself is not needed to know that."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.specifiers import SpecifierSet

from labkit.setup.clone import this_clone

ROOT = this_clone().root


@pytest.fixture(scope="module")
def dependencies() -> list[Any]:
    """What conda installs."""
    text = (Path(ROOT) / "environment.yml").read_text()
    found: list[Any] = yaml.safe_load(text)["dependencies"]
    return found


def names(dependencies: list[Any]) -> set[str]:
    """Return conda's package names."""
    return {item.partition("=")[0] for item in dependencies if isinstance(item, str)}


def test_conda_brings_python_pip_and_the_three_servers_only(dependencies: list[Any]) -> None:
    """A Python package listed here as well would drift from pyproject.toml."""
    servers = {"postgresql", "redis-server", "rabbitmq-server"}
    assert names(dependencies) == {"python", "pip"} | servers


def test_pip_installs_this_clone_with_everything(dependencies: list[Any]) -> None:
    """So pyproject.toml alone names packages and versions."""
    assert dependencies[-1] == {"pip": ["--editable .[test]"]}
    # "valkey" is for machines without conda: conda brings a real Redis
    assert set(this_clone().project["optional-dependencies"]) == {"test", "valkey"}


def test_its_python_is_one_that_labkit_accepts(dependencies: list[Any]) -> None:
    """And its PostgreSQL is the course's."""
    python = next(item for item in dependencies if str(item).startswith("python="))
    accepted = SpecifierSet(this_clone().project["requires-python"])
    assert accepted.contains(python.partition("=")[2])
    assert "postgresql=16" in dependencies
