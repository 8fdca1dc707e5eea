"""What an exercise gives points for, read from its rubric."""

from dataclasses import dataclass

from labkit import rubrics
from labkit.lessons.tables import table


@dataclass(frozen=True)
class Marks:
    """An exercise's parts: name, points, and what teaches it or what it asks."""

    rows: tuple[tuple[str, int, str], ...]

    def __repr__(self) -> str:
        return "\n".join(
            f"{name:<14}{points:>4}   {section}" for name, points, section in self.rows
        )

    def _repr_html_(self) -> str:
        names = ("part", "points", "where it is taught, or what it asks")
        return table(names, ((name, str(points), section) for name, points, section in self.rows))


def marks(exercise: str) -> Marks:
    """The parts of an exercise and their points.

    Raises:
        LabError: when there is no such exercise.
    """
    rubric = rubrics.load(exercise)
    qualities = (
        ("Valid", rubric.quality.valid, "every correct system passes"),
        ("Isolated", rubric.quality.isolated, "in any order, alone, twice, two runs at once"),
    )
    asked = (row for row in qualities if row[1])
    parts = ((part.name, part.points, part.section) for part in rubric.parts)
    return Marks((*parts, *asked))
