"""A small rubric that the unit tests of grading share."""

import pytest

from labkit.rubrics import Bug, Correct, Part, Quality, Rubric


def bug(name: str, part: str) -> Bug:
    return Bug(name, part, f"{name} happens.", "", ("look", "test", "idea"), "Lesson", ())


@pytest.fixture
def rubric() -> Rubric:
    """Two parts: one with three bugs for 50 points, one with a single bug for 30."""
    return Rubric(
        name="toy",
        title="Toy",
        lesson="notebooks/toy.ipynb",
        exercise="exercises/toy.ipynb",
        parts=(Part("one", "One", 50, "A"), Part("two", "Two", 30, "B")),
        quality=Quality(valid=10, isolated=10),
        bugs=(bug("a", "one"), bug("b", "one"), bug("c", "one"), bug("d", "two")),
        correct=(Correct("original", "As it stands.", ()),),
    )
