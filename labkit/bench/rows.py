"""One measured claim, and how it is shown."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """What was measured beside what; seconds (or the unit given), and the wanted ratio in words.

    ``ratio`` is ``other / ours`` where a larger one is better, else ``ours / other``.
    """

    name: str
    ours: float
    other: float | None = None
    beside: str = ""
    goal: str = ""
    unit: str = "s"
    larger_is_better: bool = False

    @property
    def ratio(self) -> float | None:
        """Ours against the other; None where there is nothing to compare with."""
        if self.other is None:
            return None
        return self.other / self.ours if self.larger_is_better else self.ours / self.other

    def as_dict(self) -> dict[str, object]:
        """The row as data."""
        return {
            "name": self.name,
            "ours": round(self.ours, 4),
            "other": None if self.other is None else round(self.other, 4),
            "beside": self.beside,
            "ratio": None if self.ratio is None else round(self.ratio, 2),
            "goal": self.goal,
            "unit": self.unit,
        }


def table(rows: Sequence[Row]) -> str:
    """The rows as aligned text."""
    lines = [("", "ours", "beside it", "ratio", "goal")]
    for row in rows:
        other = "" if row.other is None else f"{row.other:.3f} {row.unit} {row.beside}"
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}x"
        lines.append((row.name, f"{row.ours:.3f} {row.unit}", other, ratio, row.goal))
    widths = [max(len(line[column]) for line in lines) for column in range(5)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def medians(rounds: int, *works: Callable[[], float]) -> list[float]:
    """The median of each measurement, taken in turns so that all meet the same machine."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for samples, work in zip(taken, works, strict=True):
            samples.append(work())
    return [statistics.median(samples) for samples in taken]
