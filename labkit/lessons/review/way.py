"""The way through the course as a picture, with what each claim took on this machine."""

from typing import TYPE_CHECKING

from labkit.lessons.pictures import Picture, picture
from labkit.lessons.review.chapters import ORDER, chapter
from labkit.lessons.review.claims import measured

if TYPE_CHECKING:
    from matplotlib.axes import Axes

STATIONS = ORDER[1:]
"""The chapters that claim something, in the order of the way."""

ALT = (
    "The way through the course from top to bottom, a row for each chapter from 1 to 9 and for the "
    "challenge. Each row says what its claim was and whether it held when it was run, and a "
    "bar shows how many seconds that took on this machine. The claims that start nothing and run "
    "one small test have short bars; the one that starts a message broker has a long one."
)


def way() -> Picture:
    """Draw the chapters in their order, each with its claim and the seconds that it took.

    Claims that were not run in this notebook yet are run now.
    """
    from matplotlib.figure import Figure

    figure = Figure(figsize=(10.5, 6.2), layout="constrained")
    panel: Axes = figure.subplots()
    for row, name in enumerate(STATIONS):
        _station(panel, row, name)
    panel.plot([0, 0], [0, len(STATIONS) - 1], color="#37474f", linewidth=2, zorder=1)
    heads = [f"{chapter(name).number}  {chapter(name).title}" for name in STATIONS]
    panel.set_yticks(range(len(STATIONS)), heads)
    panel.set_ylim(len(STATIONS) - 0.4, -0.6)
    panel.set_xlim(left=0)
    panel.set_xlabel("seconds, with the servers that were started")
    panel.spines[["top", "right", "left"]].set_visible(False)
    panel.tick_params(axis="y", length=0, pad=12)
    return picture(figure, ALT)


def _station(panel: "Axes", row: int, name: str) -> None:
    shown = measured(name)
    panel.barh(row, shown.seconds, height=0.34, color="#90b9d6", zorder=2)
    panel.plot(0, row, marker="o", markersize=11, color="#37474f", clip_on=False, zorder=3)
    said = f"{'✔' if shown.passed else '✘'} {shown.seconds:.1f} s   {shown.title}"
    panel.annotate(
        said, (0, row), xytext=(12, 15), textcoords="offset points", va="center", fontsize=9.5
    )
