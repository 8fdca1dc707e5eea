"""Packages whose modules are imported at their first use: pytest loads some for a plugin alone."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def imported_late(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """A module's ``__getattr__`` that imports what is asked for.

    Args:
        package: the package's name.
        homes: by name, the module of the package in which it is.
    """

    def find(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{homes[name]}"), name)

    return find
