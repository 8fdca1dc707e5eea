"""Marks: each part's points shared by its bugs, and points for how the suite behaves."""

from dataclasses import dataclass
from fractions import Fraction
from math import floor

from labkit.rubrics import Rubric


@dataclass(frozen=True)
class PartMark:
    """What a suite earned in one part; ``points`` is exact."""

    name: str
    points: Fraction
    max_points: int


def part_marks(rubric: Rubric, caught: frozenset[str]) -> tuple[PartMark, ...]:
    """The marks of the parts that hold the bugs.

    Args:
        rubric: the exercise's rubric.
        caught: ids of the bugs that the suite caught.
    """
    marks = []
    for part in rubric.parts:
        ids = [bug.id for bug in rubric.bugs_of(part.id)]
        share = Fraction(sum(i in caught for i in ids), len(ids)) if ids else Fraction(0)
        marks.append(PartMark(part.name, part.points * share, part.points))
    return tuple(marks)


def quality_marks(
    rubric: Rubric, caught: frozenset[str], *, valid: bool, isolated: bool
) -> tuple[PartMark, ...]:
    """The marks for a suite's behaviour, in proportion to the points for bugs that it caught."""
    parts = part_marks(rubric, caught)
    most = sum(part.max_points for part in parts)
    share = sum((part.points for part in parts), Fraction(0)) / most if most else Fraction(0)
    quality = rubric.quality
    return (
        PartMark("Valid", quality.valid * share * valid, quality.valid),
        PartMark("Isolated", quality.isolated * share * isolated, quality.isolated),
    )


def total(marks: tuple[PartMark, ...]) -> int:
    """All marks together, rounded down once at the end."""
    return floor(sum((mark.points for mark in marks), Fraction(0)))
