"""The lesson on seven mistakes: what its cells call."""

from labkit.lessons.mistakes.running import run
from labkit.lessons.mistakes.suite import before, mended

__all__ = ["before", "mended", "run"]
