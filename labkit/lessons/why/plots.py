"""The pyramid as people draw it, beside what was found and measured here."""

from typing import Any

from labkit.lessons.pictures import Picture, picture
from labkit.lessons.why.levels import PLACES, Found

ALT = (
    "Three bar charts. First the test pyramid: many unit tests at the bottom, fewer integration "
    "tests, very few end-to-end tests on top. Then how many of the mistakes each level found, by "
    "where the mistakes are: inside a component, at a seam, around them. Last, on a logarithmic "
    "scale, how many milliseconds one test of each level takes; the bars are measured here."
)
SHADES = ("#2f6f9f", "#8fb8d6", "#d9e6f0")
HATCHES = ("", "//", "..")


def plot(found: Found) -> Picture:
    """Draw what each level found and cost."""
    # A figure of its own, without pyplot: nothing global, and nothing shown by itself.
    from matplotlib.figure import Figure

    figure = Figure(figsize=(10.5, 3.4), layout="constrained")
    pyramid, mistakes, cost = figure.subplots(1, 3, sharey=True)
    _pyramid(pyramid, found)
    _mistakes(mistakes, found)
    _cost(cost, found)
    for panel in (pyramid, mistakes, cost):
        panel.spines[["top", "right"]].set_visible(False)
    return picture(figure, ALT)


def _pyramid(panel: Any, found: Found) -> None:
    counts = list(found.tests.values())
    bars = panel.barh(list(found.tests), counts, color=SHADES[0])
    panel.bar_label(bars, padding=4)
    panel.set_xlim(0, 1.2 * max(counts))
    panel.set_title("The pyramid: tests there are", loc="left", fontsize=11)
    panel.set_xlabel("tests")


def _mistakes(panel: Any, found: Found) -> None:
    left = dict.fromkeys(found.by, 0)
    for place, shade, hatch in zip(PLACES, SHADES, HATCHES, strict=True):
        counts = [found.count(level, place) for level in found.by]
        bars = panel.barh(
            list(found.by), counts, left=list(left.values()), color=shade, hatch=hatch,
            edgecolor="white", label=place,
        )  # fmt: skip
        panel.bar_label(bars, [count or "" for count in counts], label_type="center",
                        bbox={"facecolor": "white", "pad": 1.5, "lw": 0})  # fmt: skip
        left = {level: left[level] + count for level, count in zip(left, counts, strict=True)}
    panel.set_title(f"Mistakes found, of {len(found.places)}", loc="left", fontsize=11)
    panel.set_xlabel("mistakes")
    panel.set_xlim(0, len(found.places))
    panel.legend(loc="lower right", fontsize=9, frameon=False)


def _cost(panel: Any, found: Found) -> None:
    times = list(found.milliseconds.values())
    bars = panel.barh(list(found.milliseconds), times, color=SHADES[0])
    panel.bar_label(bars, [f"{time:.1f} ms" for time in times], padding=4)
    panel.set_xscale("log")
    panel.set_xlim(min(times) / 3, 8 * max(times))
    panel.set_title("What one test takes", loc="left", fontsize=11)
    panel.set_xlabel("milliseconds, logarithmic")
