"""The clone: the folder with pyproject.toml that labkit was started from."""

import hashlib
import json
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from labkit.errors import LabError


@dataclass(frozen=True)
class Clone:
    """A clone of this project.

    Args:
        root: its folder, absolute.
    """

    root: Path

    @property
    def venv(self) -> Path:
        """The folder of the environment that the set-up makes."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """The interpreter of that environment."""
        return self.venv / "bin" / "python"

    @property
    def pyproject(self) -> Path:
        """The file that names the dependencies."""
        return self.root / "pyproject.toml"

    @cached_property
    def project(self) -> dict[str, Any]:
        """pyproject.toml's ``[project]`` table."""
        table: dict[str, Any] = self._settings["project"]
        return table

    @cached_property
    def fingerprint(self) -> str:
        """A hash of what decides the installed packages; a changed ruff setting is none of it."""
        deciding = [self.project, self._settings.get("build-system")]
        return hashlib.sha256(json.dumps(deciding, sort_keys=True).encode()).hexdigest()

    @cached_property
    def _settings(self) -> dict[str, Any]:
        return tomllib.loads(self.pyproject.read_text(encoding="utf-8"))

    def requirements(self, extras: frozenset[str]) -> list[str]:
        """Return the requirement lines, those of the given extras included."""
        optional = self.project.get("optional-dependencies", {})
        return [*self.project["dependencies"], *(r for e in sorted(extras) for r in optional[e])]


def is_clone() -> bool:
    """Return whether labkit runs from a clone, and not from somebody's site-packages."""
    return (_root() / "pyproject.toml").is_file()


def this_clone() -> Clone:
    """Return the clone that this very file belongs to.

    Raises:
        LabError: when labkit was installed as a package, without its clone.
    """
    if not is_clone():
        raise LabError(
            f"labkit is installed in {_root()} without the course's notebooks and tests:"
            " clone its repository and run this command there."
        )
    return Clone(_root())


def _root() -> Path:
    return Path(__file__).resolve().parents[2]
