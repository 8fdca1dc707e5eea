"""What each stand-in found and cost, as a picture."""

from labkit.lessons.finding import Finding, draw_cost, draw_mistakes
from labkit.lessons.pictures import Picture, picture

ALT = (
    "Two bar charts, a bar for each stand-in. On the left how many of the mistakes were found, by "
    "where they are; the table above has the same numbers. On the right, on a logarithmic scale, "
    "how many milliseconds the whole suite took; these bars are measured here."
)


def plot(found: Finding) -> Picture:
    """Draw what each stand-in found and cost."""
    # A figure of its own, without pyplot: nothing global, and nothing shown by itself.
    from matplotlib.figure import Figure

    figure = Figure(figsize=(10.5, 2.8), layout="constrained")
    mistakes, cost = figure.subplots(1, 2, sharey=True)
    draw_mistakes(mistakes, found, room=1.8, legend="center right")
    draw_cost(cost, found, "What the suite takes")
    mistakes.invert_yaxis()  # shared by both: the first stand-in goes on top
    for panel in (mistakes, cost):
        panel.spines[["top", "right"]].set_visible(False)
    return picture(figure, ALT)
