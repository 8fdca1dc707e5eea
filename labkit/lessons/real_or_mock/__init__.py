"""The lesson on what is real in a test: what its cells call."""

from labkit.lessons.late import imported_late

_HOMES = {"compare": "comparing", "inherited": "judging", "plot": "plots"}

__all__ = ["compare", "inherited", "plot"]  # imported below

__getattr__ = imported_late(__name__, _HOMES)
