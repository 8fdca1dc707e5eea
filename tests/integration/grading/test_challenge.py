"""The challenge: suites of different styles earn full marks; no test of the reference is idle."""

import re
from collections import Counter
from pathlib import Path

import pytest

from labkit import grading
from labkit.errors import LabError
from labkit.grading.report import Report

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT / "tests/samples/challenge"
REFERENCE = grading.read_notebook_suite(ROOT / "solutions/challenge.ipynb", "challenge")


@pytest.fixture(scope="module")
def report() -> Report:
    """What the reference suite earns."""
    return grading.check("challenge", REFERENCE)


def test_the_reference_earns_full_marks(report: Report) -> None:
    assert report.full_marks, report.text()


def test_every_test_of_the_reference_is_the_only_one_to_catch_some_bug(report: Report) -> None:
    """So without any of them the marks, and with them nbval, fall short."""
    catchers = [{test.partition("[")[0] for test in bug.tests} for bug in report.caught]
    alone = Counter(test for tests in catchers if len(tests) == 1 for test in tests)
    defined = {
        line.partition("(")[0].removeprefix("def ")
        for line in REFERENCE.splitlines()
        if line.startswith("def test_")
    }
    assert defined
    assert defined == set(alone)


def test_a_good_suite_of_another_style_earns_full_marks() -> None:
    found = grading.check("challenge", (SAMPLES / "class_style.py").read_text("utf-8"))
    assert found.full_marks, found.text()


def below(heading: str) -> str:
    """The reference with no other tests than those below one of its headings."""
    fixtures, *sections = re.split(r"^# (\w.*)\n", REFERENCE, flags=re.MULTILINE)
    return fixtures + sections[sections.index(heading) + 1]


@pytest.mark.parametrize(
    ("part", "name", "suite"),
    [
        ("persistence", "Persistence", below("What is stored is stored")),
        ("cache", "Cache invalidation", below("Nobody is served what was true yesterday")),
        ("errors", "Error scenarios", (SAMPLES / "fault_proxy.py").read_text("utf-8")),
    ],
    ids=["persistence", "cache", "errors"],
)
def test_a_part_can_be_earned_alone(part: str, name: str, suite: str) -> None:
    found = grading.check("challenge", suite, part=part)
    assert found.full_marks, found.text()
    assert [mark.name for mark in found.parts] == [name]


def test_a_part_that_is_not_there_is_one_sentence() -> None:
    with pytest.raises(LabError, match=r"challenge has no part 'cash'; its parts are: persistence"):
        grading.check("challenge", REFERENCE, part="cash")
