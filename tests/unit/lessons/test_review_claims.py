"""Claims: run, told with their test, and drawn; the lesson itself runs all of them."""

import pytest

from labkit.errors import LabError
from labkit.lessons.review import claims, way
from labkit.lessons.review.claims import Shown, claim, measured
from labkit.lessons.review.way import ALT, STATIONS
from labkit.lessons.tests_magic import Result


@pytest.fixture(autouse=True)
def nothing_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "_MEASURED", {})


def test_a_claim_is_run_and_shown_with_its_test() -> None:
    shown = claim("mistakes")
    assert shown.passed
    assert shown.seconds > 0
    assert "def test_shared_data_are_green_in_one_order_only" in repr(shown)
    assert repr(shown).endswith("✔ 1 passed: shared rows: green in one order, red in the other")
    assert shown._repr_markdown_().startswith("```python\ndef adds_ada(rows):")


def test_a_claim_that_does_not_hold_is_told_in_pytests_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(claims, "run", lambda *_: Result(False, "E   assert 1 == 2"))
    shown = claim("mistakes")
    assert shown.verdict.startswith("✘ shared rows")
    assert "assert 1 == 2" in repr(shown)
    assert "assert 1 == 2" in shown._repr_markdown_()


def test_a_claim_is_tried_on_what_its_chapter_says(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[list[str]] = []

    def run(_source: str, options: list[str]) -> Result:
        given.append(options)
        return Result(True, "1 passed")

    monkeypatch.setattr(claims, "run", run)
    claim("why")
    assert given == [["-p", "labkit.lessons.why.fixtures", "--commit", "pairs"]]


def test_what_was_run_is_not_run_again_for_the_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []

    def attempt(name: str) -> Shown:
        ran.append(name)
        return Shown(f"{name} holds", "", True, "1 passed", 0.5)

    monkeypatch.setattr(claims, "_try", attempt)
    claim("why")
    picture = way()
    assert sorted(ran) == sorted(STATIONS)
    assert picture.alt == ALT
    assert picture.png.startswith(b"\x89PNG")
    assert measured("why").title == "why holds"


def test_the_practice_questions_claim_nothing() -> None:
    with pytest.raises(LabError, match="no claim of its own"):
        claim("practice")
