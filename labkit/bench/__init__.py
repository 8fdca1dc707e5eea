"""``labkit bench``: what the README claims, measured against the naive way in one run."""

from labkit.bench.command import main

__all__ = ["main"]
