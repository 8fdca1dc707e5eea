"""Regions between markers."""

import pytest

from labkit.authoring.regions import SOLUTION, replace
from labkit.errors import LabError


def stub(indent: str) -> list[str]:
    return [f"{indent}..."]


def test_each_region_is_replaced_at_its_indentation() -> None:
    text = (
        "a\n  ### BEGIN SOLUTION\n  b\n  ### END SOLUTION\nc\n### BEGIN SOLUTION\n### END SOLUTION"
    )
    assert replace(text, SOLUTION, stub) == "a\n  ...\nc\n..."


def test_text_without_markers_stays() -> None:
    assert replace("a\n\nb\n", SOLUTION, stub) == "a\n\nb\n"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("### BEGIN SOLUTION\na", "has no `END SOLUTION` after"),
        ("a\n### END SOLUTION", "has no `BEGIN SOLUTION` before"),
        ("### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION", "comes again"),
    ],
)
def test_markers_that_do_not_match_are_refused(text: str, complaint: str) -> None:
    with pytest.raises(LabError, match=complaint):
        replace(text, SOLUTION, stub)
