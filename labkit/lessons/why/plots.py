"""The pyramid as people draw it, beside what was found and measured here."""

from typing import Any

from labkit.lessons.finding import SHADES, draw_cost, draw_mistakes
from labkit.lessons.pictures import Picture, picture
from labkit.lessons.why.levels import Found

ALT = (
    "Three bar charts. First the test pyramid: many unit tests at the bottom, fewer integration "
    "tests, very few end-to-end tests on top. Then how many of the mistakes each level found, by "
    "where the mistakes are: inside a component, at a seam, around them. Last, on a logarithmic "
    "scale, how many milliseconds one test of each level takes; the bars are measured here."
)


def plot(found: Found) -> Picture:
    """Draw what each level found and cost."""
    # A figure of its own, without pyplot: nothing global, and nothing shown by itself.
    from matplotlib.figure import Figure

    figure = Figure(figsize=(10.5, 3.4), layout="constrained")
    pyramid, mistakes, cost = figure.subplots(1, 3, sharey=True)
    _pyramid(pyramid, found)
    draw_mistakes(mistakes, found, room=1, legend="lower right")
    draw_cost(cost, found, "What one test takes")
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
