"""What each stand-in found and cost, as a picture."""

from typing import Any

from labkit.lessons.pictures import Picture, picture
from labkit.lessons.real_or_mock.comparing import Found

ALT = (
    "Two bar charts, a bar for each stand-in. On the left how many of the mistakes were found, by "
    "where they are; the table above has the same numbers. On the right, on a logarithmic scale, "
    "how many milliseconds the whole suite took; these bars are measured here."
)
SHADES = ("#2f6f9f", "#8fb8d6", "#d9e6f0", "#f3d9a4")
HATCHES = ("", "//", "..", "xx")


def plot(found: Found) -> Picture:
    """Draw what each stand-in found and cost."""
    # A figure of its own, without pyplot: nothing global, and nothing shown by itself.
    from matplotlib.figure import Figure

    figure = Figure(figsize=(10.5, 2.8), layout="constrained")
    mistakes, cost = figure.subplots(1, 2, sharey=True)
    _mistakes(mistakes, found)
    _cost(cost, found)
    mistakes.invert_yaxis()  # shared by both: the first stand-in goes on top
    for panel in (mistakes, cost):
        panel.spines[["top", "right"]].set_visible(False)
    return picture(figure, ALT)


def _mistakes(panel: Any, found: Found) -> None:
    left = dict.fromkeys(found.by, 0)
    places = list(dict.fromkeys(found.places.values()))
    for place, shade, hatch in zip(places, SHADES, HATCHES, strict=False):
        counts = [found.count(stand_in, place) for stand_in in found.by]
        bars = panel.barh(
            list(found.by), counts, left=list(left.values()), color=shade, hatch=hatch,
            edgecolor="white", label=place,
        )  # fmt: skip
        panel.bar_label(bars, [count or "" for count in counts], label_type="center",
                        bbox={"facecolor": "white", "pad": 1.5, "lw": 0})  # fmt: skip
        left = {name: left[name] + count for name, count in zip(left, counts, strict=True)}
    panel.set_title(f"Mistakes found, of {len(found.places)}", loc="left", fontsize=11)
    panel.set_xlim(0, 1.35 * len(found.places))
    panel.set_xlabel("mistakes")
    panel.legend(loc="center right", fontsize=9, frameon=False)


def _cost(panel: Any, found: Found) -> None:
    times = list(found.milliseconds.values())
    bars = panel.barh(list(found.milliseconds), times, color=SHADES[0])
    panel.bar_label(bars, [f"{time:.1f} ms" for time in times], padding=4)
    panel.set_xscale("log")
    panel.set_xlim(min(times) / 3, 8 * max(times))
    panel.set_title("What the suite takes", loc="left", fontsize=11)
    panel.set_xlabel("milliseconds, logarithmic")
