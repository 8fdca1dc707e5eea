"""The lesson on what is real in a test: what its cells call."""

from typing import Any

_HOMES = {"compare": "comparing", "inherited": "judging", "plot": "plots"}

__all__ = ["compare", "inherited", "plot"]  # imported below


def __getattr__(name: str) -> Any:
    """Import what compares at its first use: pytest, which loads the fixtures, needs none of it."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
