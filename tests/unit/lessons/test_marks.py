"""The table of points is the rubric's."""

from labkit import rubrics
from labkit.lessons import marks


def test_all_points_are_shown() -> None:
    rows = marks("databases").rows
    assert sum(points for _, points, _ in rows) == rubrics.load("databases").max_points


def test_text_and_table_name_every_part() -> None:
    shown = marks("databases")
    for part in rubrics.load("databases").parts:
        assert part.name in repr(shown)
        assert part.section in shown._repr_html_()
