"""The lesson on what is real in a test: what its cells call."""

from labkit.lessons.real_or_mock.comparing import compare
from labkit.lessons.real_or_mock.inherited import inherited
from labkit.lessons.real_or_mock.plots import plot

__all__ = ["compare", "inherited", "plot"]
