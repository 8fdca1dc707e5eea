"""What an exercise gives points for, read from its rubric."""

from dataclasses import dataclass
from html import escape

from labkit import rubrics


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
        head = "".join(f'<th scope="col">{name}</th>' for name in names)
        body = "".join(f"<tr>{_cells(row)}</tr>" for row in self.rows)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


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


def _cells(row: tuple[str, int, str]) -> str:
    return "".join(f"<td>{escape(str(value))}</td>" for value in row)
