"""The slowest tests of both projects, drawn side by side."""

from typing import Any

from labkit.lessons.organising.durations import Durations
from labkit.lessons.pictures import Picture, picture

ALT = (
    "Two bar charts on the same scale, the messy project and the organised one: the milliseconds "
    "of each test, the slowest on top, divided into set-up, the test itself, and clean-up. The "
    "bars are measured here."
)
PHASES = {"setup": ("#8fb8d6", "//"), "call": ("#2f6f9f", ""), "teardown": ("#d9e6f0", "..")}
WORDS = {"setup": "set-up", "call": "the test itself", "teardown": "clean-up"}


def plot(**measured: Durations) -> Picture:
    """Draw what each test took.

    Args:
        measured: the durations of each project, by its name.
    """
    # A figure of its own, without pyplot: nothing global, and nothing shown by itself.
    from matplotlib.figure import Figure

    figure = Figure(figsize=(10.5, 3.4), layout="constrained")
    panels = figure.subplots(1, len(measured), sharex=True, squeeze=False)[0]
    for panel, (name, durations) in zip(panels, measured.items(), strict=True):
        _draw(panel, durations)
        panel.set_title(f"{name}: {len(durations.seconds)} tests", loc="left", fontsize=11)
        panel.set_xlabel("milliseconds")
        panel.spines[["top", "right"]].set_visible(False)
    panels[-1].legend(loc="lower right", fontsize=9, frameon=False)
    return picture(figure, ALT)


def _draw(panel: Any, durations: Durations) -> None:
    tests = durations.slowest[::-1]
    names = [test.removeprefix("test_").replace("_", " ") for test in tests]
    left = [0.0] * len(tests)
    for phase, (colour, hatch) in PHASES.items():
        times = [1000 * durations.seconds[test].get(phase, 0.0) for test in tests]
        panel.barh(names, times, left=left, color=colour, hatch=hatch, edgecolor="white",
                   label=WORDS[phase])  # fmt: skip
        left = [a + b for a, b in zip(left, times, strict=True)]
