"""The rules of an organised suite, checked by really running one that breaks most of them."""

from pathlib import Path

import pytest

from labkit.errors import LabError
from labkit.lessons.organising import check_rules

SAMPLES = Path(__file__).parents[2] / "samples" / "organising"
QUARANTINED = """
import pytest

@pytest.mark.unit
def test_one_is_one():
    assert 1 == 1

@pytest.mark.unit
@pytest.mark.quarantine
def test_by_luck():
    assert 1 == 2
"""


def suite(folder: Path, source: str) -> Path:
    file = folder / "test_organising.py"
    file.write_text(source, encoding="utf-8")
    return file


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
    assert "started 6 other servers" in told["Two workers on one server have a database each"]
    assert "started 3 servers" in told["One server and one migration are enough"]


def test_a_test_in_quarantine_is_left_out_of_the_rules(tmp_path: Path) -> None:
    ruling = check_rules(suite(tmp_path, QUARANTINED))
    told = [rule.name for rule in ruling.rules if rule.problem]
    assert told == [
        "There is something to select",
        "Two workers on one server have a database each",
        "One server and one migration are enough",
    ]


def test_an_unknown_marker_is_named_and_the_other_rules_wait(tmp_path: Path) -> None:
    ruling = check_rules(suite(tmp_path, QUARANTINED.replace("quarantine", "karantine")))
    assert [rule.tried for rule in ruling.rules] == [True] + 7 * [False]
    assert "'karantine' not found in `markers`" in ruling.rules[0].problem
    assert repr(ruling).endswith("0 of 8 rules are kept. The others wait for the first.")


def test_without_a_suite_it_is_said_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(LabError, match="run the cell that begins with %%suite organising"):
        check_rules(tmp_path / "test_organising.py")
