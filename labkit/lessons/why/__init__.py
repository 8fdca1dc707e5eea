"""The lesson on why: what its cells call."""

from labkit.lessons.why.commits import commit
from labkit.lessons.why.evidence import evidence
from labkit.lessons.why.levels import find_all
from labkit.lessons.why.plots import plot
from labkit.lessons.why.running import after

__all__ = ["after", "commit", "evidence", "find_all", "plot"]
