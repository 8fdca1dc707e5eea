"""The rules of an organised suite, checked by really running one that breaks most of them."""

from pathlib import Path

import pytest

from labkit.errors import LabError
from labkit.lessons.organising import check_rules

SAMPLES = Path(__file__).parents[2] / "samples" / "organising"


def test_a_suite_without_marks_and_scopes_is_told_how_it_breaks_the_rules() -> None:
    ruling = check_rules(SAMPLES / "server_for_each_test.py")
    told = {rule.name: rule.problem for rule in ruling.rules if rule.problem}
    assert list(told) == [
        "Each test is marked, unit or integration",
        "There is something to select",
        "Unit tests need no server",
        "Two workers on one server have a database each",
        "One server and one migration are enough",
    ]
    assert told["Unit tests need no server"] == "`-m unit` selects nothing."
    assert "6 more were started" in told["Two workers on one server have a database each"]
    assert "3 servers started" in told["One server and one migration are enough"]


def test_without_a_suite_it_is_said_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(LabError, match="run the cell that begins with %%suite organising"):
        check_rules(tmp_path / "test_organising.py")
