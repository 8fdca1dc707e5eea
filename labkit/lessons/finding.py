"""What was found by whom, as a table and as bars: for lessons that compare ways to test."""

from dataclasses import dataclass
from typing import Any

from labkit.lessons.tables import table

SHADES = ("#2f6f9f", "#8fb8d6", "#d9e6f0", "#f3d9a4")
HATCHES = ("", "//", "..", "xx")
_WIDTH = 36


@dataclass(frozen=True)
class Finding:
    """Which mistakes were found in which way, and how long that takes.

    Attributes:
        places: where each mistake is, by its name.
        by: the mistakes that were found in each way.
        milliseconds: what each way takes.
    """

    places: dict[str, str]
    by: dict[str, frozenset[str]]
    milliseconds: dict[str, float]

    def count(self, way: str, place: str) -> int:
        """How many mistakes of a place were found in a way."""
        return sum(self.places[name] == place for name in self.by[way])

    def __repr__(self) -> str:
        return "\n".join(_line(row) for row in self._rows())

    def _repr_html_(self) -> str:
        head, *rows = self._rows()
        return table(head, rows)

    def _rows(self) -> list[tuple[str, ...]]:
        rows: list[tuple[str, ...]] = [("the mistake", "where it is", *self.by)]
        for name, place in self.places.items():
            marks = ("✔ found" if name in found else "· missed" for found in self.by.values())
            rows.append((name, place, *marks))
        counts = (f"{len(found)} of {len(self.places)}" for found in self.by.values())
        return [*rows, ("all of them", "", *counts)]


def draw_mistakes(panel: Any, found: Finding, *, room: float, legend: str) -> None:
    """Draw how many mistakes each way found, by place.

    Args:
        panel: matplotlib's axes.
        found: what to draw.
        room: the width of the panel, in times the number of all mistakes.
        legend: where matplotlib puts the legend.
    """
    left = dict.fromkeys(found.by, 0)
    places = list(dict.fromkeys(found.places.values()))
    for place, shade, hatch in zip(places, SHADES, HATCHES, strict=False):
        counts = [found.count(way, place) for way in found.by]
        bars = panel.barh(
            list(found.by), counts, left=list(left.values()), color=shade, hatch=hatch,
            edgecolor="white", label=place,
        )  # fmt: skip
        panel.bar_label(bars, [count or "" for count in counts], label_type="center",
                        bbox={"facecolor": "white", "pad": 1.5, "lw": 0})  # fmt: skip
        left = {way: left[way] + count for way, count in zip(left, counts, strict=True)}
    panel.set_title(f"Mistakes found, of {len(found.places)}", loc="left", fontsize=11)
    panel.set_xlabel("mistakes")
    panel.set_xlim(0, room * len(found.places))
    panel.legend(loc=legend, fontsize=9, frameon=False)


def draw_cost(panel: Any, found: Finding, title: str) -> None:
    """Draw what each way takes, on a logarithmic scale."""
    times = list(found.milliseconds.values())
    bars = panel.barh(list(found.milliseconds), times, color=SHADES[0])
    panel.bar_label(bars, [f"{time:.1f} ms" for time in times], padding=4)
    panel.set_xscale("log")
    panel.set_xlim(min(times) / 3, 8 * max(times))
    panel.set_title(title, loc="left", fontsize=11)
    panel.set_xlabel("milliseconds, logarithmic")


def _line(row: tuple[str, ...]) -> str:
    return " ".join(f"{word:<{_WIDTH}}" for word in row).rstrip()
