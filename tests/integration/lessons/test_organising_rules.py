"""The rules of an organised suite, on the messy suite that the exercise begins with."""

from pathlib import Path

import pytest

from labkit.errors import LabError
from labkit.lessons.organising import Project, check_rules


def test_the_messy_suite_keeps_one_rule() -> None:
    messy = Project("exercise")
    ruling = check_rules(messy.folder / "test_users.py")
    assert [rule.name for rule in ruling.rules if not rule.problem] == [
        "It is collected, and passes"
    ]


def test_without_a_suite_it_is_said_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(LabError, match="run the cell that begins with %%suite organising"):
        check_rules(tmp_path / "test_organising.py")
