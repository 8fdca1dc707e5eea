"""Marks: a part's points shared by its bugs and decisions, and points for a suite's behaviour."""

from dataclasses import dataclass
from fractions import Fraction
from math import floor

from labkit.rubrics import Part, Rubric

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PartMark:
    """What a suite earned in one part; ``points`` is exact."""

    name: str
    points: Fraction
    max_points: int


def part_marks(
    rubric: Rubric, caught: frozenset[str], decided: frozenset[str] = _NONE
) -> tuple[PartMark, ...]:
    """The marks of the parts that hold the bugs and the decisions.

    Args:
        rubric: the exercise's rubric.
        caught: ids of the bugs that the suite caught.
        decided: ids of the decisions that were decided rightly.
    """
    marks = []
    for part in rubric.parts:
        bugs = sum(bug.id in caught for bug in rubric.bugs_of(part.id))
        decisions = sum(each.id in decided for each in rubric.decisions_of(part.id))
        points = (bugs + decisions) * _worth(rubric, part)
        marks.append(PartMark(part.name, points, part.points))
    return tuple(marks)


def _worth(rubric: Rubric, part: Part) -> Fraction:
    """The points of one bug or decision of a part."""
    count = len([*rubric.bugs_of(part.id), *rubric.decisions_of(part.id)])
    return Fraction(part.points, count) if count else Fraction(0)


def quality_marks(
    rubric: Rubric, caught: frozenset[str], *, valid: bool, isolated: bool
) -> tuple[PartMark, ...]:
    """The marks for a suite's behaviour, in proportion to the points for bugs that it caught."""
    most = _bug_points(rubric, frozenset(bug.id for bug in rubric.bugs))
    share = _bug_points(rubric, caught) / most if most else Fraction(0)
    quality = rubric.quality
    marks = (
        PartMark("Valid", quality.valid * share * valid, quality.valid),
        PartMark("Isolated", quality.isolated * share * isolated, quality.isolated),
    )
    return tuple(mark for mark in marks if mark.max_points)


def _bug_points(rubric: Rubric, caught: frozenset[str]) -> Fraction:
    """The points for bugs alone: decisions say nothing of how a suite behaves."""
    return sum((mark.points for mark in part_marks(rubric, caught)), Fraction(0))


def total(marks: tuple[PartMark, ...]) -> int:
    """All marks together, rounded down once at the end."""
    return floor(sum((mark.points for mark in marks), Fraction(0)))
