"""What a notebook shows at its end: full marks, or a sentence; and a certificate for a person."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from labkit import grading, rubrics
from labkit.errors import LabError
from labkit.grading.report import Report, VariantResult
from labkit.grading.scoring import part_marks, quality_marks
from labkit.ui.certificates import certified
from labkit.ui.summit import FullMarks, graded

SUITE = "def test_a():\n    assert True\n"


def report(caught: frozenset[str]) -> Report:
    """A report of the challenge in which these bugs are caught."""
    rubric = rubrics.load("challenge")
    marks = (
        *part_marks(rubric, caught),
        *quality_marks(rubric, caught, valid=True, isolated=True),
    )
    variants = (
        *(VariantResult(v.id, "correct", "", v.allows, "passed") for v in rubric.correct),
        *(
            VariantResult(b.id, "bug", b.part, b.symptom, "failed" if b.id in caught else "passed")
            for b in rubric.bugs
        ),
    )
    points = int(sum(mark.points for mark in marks))
    return Report(
        "challenge", rubric.title, rubric.lesson, points, 100,
        True, True, True, 1.0, marks, variants, (),
    )  # fmt: skip


ALL = frozenset(bug.id for bug in rubrics.load("challenge").bugs)
FULL, SHORT = report(ALL), report(ALL - {"stampede"})


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Suites that were graded; each earns full marks unless it says otherwise."""
    sources: list[str] = []

    def check(_: str, source: str, **__: Any) -> Report:
        sources.append(source)
        return SHORT if "short" in source else FULL

    monkeypatch.setattr(grading, "check", check, raising=False)
    monkeypatch.setattr("labkit.ui.summit._last", {})
    return sources


def test_full_marks_are_shown_part_by_part_and_nothing_of_the_suite() -> None:
    assert repr(FullMarks(FULL)).splitlines() == [
        "challenge: 100 of 100 points",
        "  Persistence          24 of 24",
        "  Cache invalidation   28 of 28",
        "  Error scenarios      28 of 28",
        "  Valid                10 of 10",
        "  Isolated             10 of 10",
        "28 bugs caught, 6 correct systems accepted",
    ]


def test_less_is_an_error_that_says_where(asked: list[str]) -> None:
    with pytest.raises(LabError, match=r"Not full marks yet: \d\d of 100 points; .* Error scen"):
        graded("challenge", SUITE + "# short\n")
    assert len(asked) == 1


def test_a_suite_with_full_marks_is_graded_once_and_one_without_again(asked: list[str]) -> None:
    short = SUITE + "# short\n"
    for source in (SUITE, SUITE, short, short):
        try:
            graded("challenge", source)
        except LabError:
            continue
    assert asked == [SUITE, short, short]


def test_a_certificate_carries_name_marks_and_fingerprint(asked: list[str], tmp_path: Path) -> None:
    made = certified("challenge", SUITE, "  Ada <Lovelace>\n", tmp_path)
    page = (tmp_path / "certificate_challenge.html").read_text("utf-8")
    for shown in (repr(made), page):
        assert grading.fingerprint(SUITE) in shown
        assert "100 of 100 points" in shown
    assert "Ada &lt;Lovelace&gt;" in page
    assert "<Lovelace>" not in page
    assert re.search(r"\d\d \w+ \d{4}", page)
    assert asked == [SUITE]


def test_without_full_marks_there_is_no_certificate(asked: list[str], tmp_path: Path) -> None:
    with pytest.raises(LabError, match="Not full marks yet"):
        certified("challenge", SUITE + "# short\n", "Ada", tmp_path)
    assert asked
    assert list(tmp_path.iterdir()) == []


def test_the_name_is_that_of_git_unless_another_is_said(
    asked: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    subprocess.run(["git", "init", "-q"], check=True)
    subprocess.run(["git", "config", "user.name", "Grace Hopper"], check=True)
    assert certified("challenge", SUITE).name == "Grace Hopper"
    assert certified("challenge", SUITE, "Ada Lovelace").name == "Ada Lovelace"
    assert asked == [SUITE]


def test_nobody_gets_a_certificate_without_a_name(
    asked: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("labkit.ui.certificates._name_in_git", lambda: "")
    with pytest.raises(LabError, match="Whose is it"):
        certified("challenge", SUITE, folder=tmp_path)
    assert asked == []
