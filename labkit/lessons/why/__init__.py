"""The lesson on why: what its cells call."""

from labkit.lessons.why.commits import commit
from labkit.lessons.why.running import after

__all__ = ["after", "commit"]
