"""All strategies, all mistakes, in one picture."""

from typing import Any

from labkit.lessons.pictures import Picture, picture
from labkit.lessons.strategies.plans import STRATEGIES
from labkit.lessons.strategies.trying import NOTHING, Tries, faults

ALT = (
    "A chart with a row for each mistake and a column for each strategy. Each field says at which "
    "step the mistake shows, and how many suspects remain; the more suspects, the darker the "
    "field. The column of the big bang is the darkest: all fields are alike. In the others the "
    "number of suspects depends on where the mistake is."
)
SHADES = ("#ffffff", "#eaf2f8", "#d3e4f0", "#b4d0e4", "#90b9d6", "#6ba1c7")
"""By the number of suspects; text stays readable on each."""


def chart(tries: Tries) -> Picture:
    """Draw at which step each mistake shows in each strategy, and how many suspects remain."""
    # A figure of its own, without pyplot: nothing global, and nothing shown by itself.
    from matplotlib.figure import Figure

    names = [name for name in faults() if name != NOTHING]
    figure = Figure(figsize=(10.5, 5), layout="constrained")
    panel = figure.subplots()
    for row, fault in enumerate(names):
        for column, strategy in enumerate(STRATEGIES):
            _field(panel, row, column, tries.walk(strategy, fault))
    panel.set_xlim(0, len(STRATEGIES))
    panel.set_ylim(len(names), 0)
    heads = [f"{name}\n{_steps(len(steps))}" for name, steps in STRATEGIES.items()]
    panel.set_xticks([at + 0.5 for at in range(len(STRATEGIES))], heads)
    panel.set_yticks([at + 0.5 for at in range(len(names))], [faults()[n].title for n in names])
    panel.tick_params(length=0, labeltop=True, labelbottom=False)
    panel.spines[:].set_visible(False)
    return picture(figure, ALT)


def _field(panel: Any, row: int, column: int, outcomes: tuple[Any, ...]) -> None:
    last = outcomes[-1]
    count = len(last.suspects) if last.is_red else 0
    words = f"step {len(outcomes)}: {count} suspect{'s' * (count != 1)}" if count else "not found"
    style = {"facecolor": SHADES[count], "edgecolor": "white", "linewidth": 2}
    panel.broken_barh([(column, 1)], (row, 1), **style)
    panel.text(column + 0.5, row + 0.5, words, ha="center", va="center", fontsize=9.5)


def _steps(count: int) -> str:
    return "1 step" if count == 1 else f"{count} steps"
