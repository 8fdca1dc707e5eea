"""The lesson on databases: what its cells call."""

from labkit.lessons.databases.at_once import at_once
from labkit.lessons.databases.dialects import SideBySide
from labkit.lessons.databases.isolation import measure
from labkit.lessons.databases.plots import plot
from labkit.lessons.databases.scratch import scratch_database

__all__ = ["SideBySide", "at_once", "measure", "plot", "scratch_database"]
