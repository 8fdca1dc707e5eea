"""The lesson on why: evidence, and what it says of a table of results."""

import pytest

from labkit.errors import LabError
from labkit.lessons.why.commits import commit, commits
from labkit.lessons.why.levels import AROUND, INSIDE, SEAM, Found, _mistakes
from labkit.lessons.why.plots import plot

FOUND = Found(
    {"typo": INSIDE, "shape": SEAM, "wiring": AROUND},
    {"unit": frozenset({"typo"}), "end to end": frozenset({"shape", "wiring"})},
    {"unit": 0.5, "end to end": 100.0},
    {"unit": 16, "end to end": 2},
)


def test_what_a_level_found_is_counted_by_place() -> None:
    assert [FOUND.count("unit", place) for place in (INSIDE, SEAM, AROUND)] == [1, 0, 0]
    assert [FOUND.count("end to end", place) for place in (INSIDE, SEAM, AROUND)] == [0, 1, 1]


def test_found_and_missed_are_words_and_times_are_left_out() -> None:
    lines = repr(FOUND).splitlines()
    assert lines[1].split() == ["typo", "inside", "a", "component", "✔", "found", "·", "missed"]
    assert "100" not in repr(FOUND) + FOUND._repr_html_()


def test_the_plot_is_a_picture_that_says_in_words_what_it_shows() -> None:
    picture = plot(FOUND)
    assert picture.png.startswith(b"\x89PNG")
    assert "logarithmic" in picture.alt


def test_every_mistake_applies_and_has_a_place() -> None:
    places = [mistake.seam for mistake in _mistakes().values()]
    assert [places.count(place) for place in (INSIDE, SEAM, AROUND)] == [5, 4, 3]
    assert len(commits()) == 4


def test_an_unknown_commit_is_a_sentence_with_the_known_ones() -> None:
    with pytest.raises(LabError, match=r"no commit 'slower'; there are: pairs, level, "):
        commit("slower")
