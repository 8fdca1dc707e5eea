"""The lesson on strategies: what its cells call."""

from labkit.lessons.strategies.numbers import numbers
from labkit.lessons.strategies.plots import chart
from labkit.lessons.strategies.shown import carry_out
from labkit.lessons.strategies.trying import try_everything

__all__ = ["carry_out", "chart", "numbers", "try_everything"]
