"""The plot of the isolation measurements."""

from labkit.lessons.databases.isolation import WAYS, Measured
from labkit.lessons.databases.plots import plot


def measured(*times: float) -> Measured:
    """The same times for every way, with few and with many tables."""
    return Measured({tables: {way: list(times) for way in WAYS} for tables in (2, 40)})


def test_the_plot_is_a_png_that_says_what_it_shows() -> None:
    data, metadata = plot(measured(1, 2))._repr_mimebundle_()
    assert data["image/png"].startswith(b"\x89PNG")
    assert metadata["image/png"]["alt"] == data["text/plain"]
    assert "TRUNCATE" in data["text/plain"]


def test_what_is_told_in_words_holds_no_measurement() -> None:
    quick, slow = measured(1.5), measured(70, 900)
    assert plot(quick).alt == plot(slow).alt
    assert repr(quick) == repr(slow)
