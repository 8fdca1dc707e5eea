"""The plot of the isolation measurements."""

from statistics import median
from typing import Any

from labkit.lessons.databases.isolation import Measured
from labkit.lessons.pictures import Picture, picture

ALT = (
    "Bar chart: milliseconds that one small test takes when tests are kept apart by a fresh "
    "database, a template clone, TRUNCATE, DELETE or ROLLBACK. One panel for each number of "
    "tables; the bars are measured on this machine."
)
COLOUR = "#2f6f9f"


def plot(measured: Measured) -> Picture:
    """Draw the median of each way, one panel for each number of tables."""
    # A figure of its own, without pyplot: nothing global, and nothing shown by itself.
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 3.2), layout="constrained")
    panels = figure.subplots(1, len(measured.times), sharey=True, squeeze=False)[0]
    for panel, (tables, times) in zip(panels, measured.times.items(), strict=True):
        _draw(panel, times)
        panel.set_title(f"{tables} tables", loc="left")
    panels[0].invert_yaxis()  # Shared by all panels: the first way goes on top.
    figure.suptitle("One test kept apart from the next (median; shorter is quicker)", fontsize=11)
    return picture(figure, ALT)


def _draw(panel: Any, times: dict[str, list[float]]) -> None:
    medians = [median(values) for values in times.values()]
    bars = panel.barh(list(times), medians, color=COLOUR)
    panel.bar_label(bars, labels=[_in_words(value) for value in medians], padding=4)
    panel.set_xlim(0, 1.3 * max(medians))
    panel.set_xlabel("milliseconds a test")
    panel.spines[["top", "right"]].set_visible(False)


def _in_words(milliseconds: float) -> str:
    digits = 0 if milliseconds >= 10 else 1
    return f"{milliseconds:.{digits}f} ms"
