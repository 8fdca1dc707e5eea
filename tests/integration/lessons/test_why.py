"""The lesson on why on the real scanner: levels, evidence, tests with gaps."""

import re

import pytest

from labkit.errors import LabError
from labkit.lessons.blanks import blanks
from labkit.lessons.why import evidence, find_all
from labkit.lessons.why.levels import AROUND, INSIDE, SEAM
from labkit.lessons.why.tasks import TASKS
from tests.integration.lessons.gaps import answered, cells

LESSON = "01_why.ipynb"
ANSWERS = {
    "severity": ['"high"', '"infected"'],
    "unavailable": ['"not scanned"'],
    "today": ['"Adware"', '["Adware"]'],
}


@pytest.mark.parametrize("task", ANSWERS)
def test_with_its_answer_a_test_is_done(task: str) -> None:
    assert answered(LESSON, task, ANSWERS[task]).done


def test_the_lesson_uses_every_task() -> None:
    assert set(cells(LESSON)) == set(TASKS) == set(ANSWERS)


def test_a_test_that_looks_at_the_threats_only_is_not_done() -> None:
    weak = 'def test_x(store, reports):\n    store.add("R", b"PAY")\n'
    weak += '    assert reports.report("a", b"PAY")["threats"] == ["R"]\n'
    assert "also passes on a scanner that calls severity level" in blanks("why severity", weak).text


@pytest.mark.slow
def test_every_level_finds_what_the_others_do_not() -> None:
    found = find_all()
    unit, integration, whole = found.by.values()
    assert [found.count("unit", place) for place in (INSIDE, SEAM, AROUND)] == [5, 0, 0]
    assert found.count("integration", SEAM) == 4
    assert found.count("end to end", AROUND) == 3
    assert integration - whole
    assert unit - integration - whole
    assert unit | integration | whole == set(found.places)


@pytest.mark.parametrize(
    ("case", "line"),
    [
        ("A", "store → engine: really      {.*574F524D"),
        ("B", r'engine → report: really     \[{"name": "Worm", "offset": 0}\]'),
        ("C", "store → engine: really      raises JSONDecodeError"),
        ("D", r"a file with Adware in it is scanned\n  engine → report: really     \[\]"),
    ],
)
def test_the_evidence_shows_where_reality_leaves_the_stub(case: str, line: str) -> None:
    assert re.search(line, repr(evidence(case)))


def test_an_unknown_case_is_a_sentence_with_the_known_ones() -> None:
    with pytest.raises(LabError, match="no case 'E'; there are A, B, C, D"):
        evidence("E")
