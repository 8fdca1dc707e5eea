"""What the lesson on seven mistakes makes of a suite's colours; its suites, and its exercise."""

import json
from pathlib import Path
from typing import Any

import pytest

from labkit.authoring.exercise import exercise_of
from labkit.errors import LabError
from labkit.grading.verdict import FAILED, PASSED, Outcome
from labkit.lessons.mistakes import before, mended
from labkit.lessons.mistakes.cases import Case, cases
from labkit.lessons.mistakes.running import Row, Runs
from labkit.lessons.mistakes.suite import given
from labkit.rubrics import Change

ROOT = Path(__file__).parents[3]
LESSON = ROOT / "notebooks" / "08_mistakes.ipynb"
BAD = Outcome("test_b", FAILED, cause="assert 1 < 0")


def row(right: bool, *verdicts: str) -> Row:
    return Row(Case("copy", right), tuple(Outcome("test_a", each) for each in verdicts), 0.25)


@pytest.mark.parametrize(
    ("right", "verdict", "meaning"),
    [
        (True, PASSED, "✔ green, and right"),
        (True, FAILED, "✘ red, and nothing is wrong"),
        (False, PASSED, "✘ green, and wrong"),
        (False, FAILED, "✔ red: caught"),
    ],
)
def test_a_colour_is_worth_what_the_system_makes_of_it(
    right: bool, verdict: str, meaning: str
) -> None:
    assert row(right, PASSED, verdict).meaning == meaning


def test_a_row_shows_the_change_the_tests_and_why_one_failed() -> None:
    change = Change("a.py", "one\ntwo < 3\n", "one\ntwo > 3\n")
    shown = Runs((Row(Case("a bug", False, (change,)), (BAD,), 0.25),))
    assert repr(shown).splitlines() == [
        "a bug: ✔ red: caught (0.2 s)",
        "    - two < 3",
        "    + two > 3",
        "    ✘ test_b",
        "        assert 1 < 0",
    ]
    assert "<code>- two &lt; 3</code><br><code>+ two &gt; 3</code>" in shown._repr_html_()
    assert "assert 1 &lt; 0" in shown._repr_html_()


def test_an_unknown_mistake_is_refused_with_the_known_ones() -> None:
    with pytest.raises(LabError, match="there are: in_memory, shared_data"):
        before("typo")


@pytest.mark.parametrize("mistake", cases())
def test_each_mistake_has_a_suite_before_and_another_one_after(mistake: str) -> None:
    assert before(mistake).tests
    assert mended(mistake).tests
    assert before(mistake).text != mended(mistake).text


def code_cells(notebook: Path) -> list[dict[str, Any]]:
    found = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return [each for each in found if each["cell_type"] == "code"]


@pytest.mark.parametrize("mistake", cases())
def test_the_lesson_shows_each_suite_wrong_before_and_right_when_mended(mistake: str) -> None:
    def shown(suite: str) -> str:
        call = f'run({suite}("{mistake}"))'
        [cell] = [c for c in code_cells(LESSON) if call in "".join(c["source"])]
        return json.dumps(cell["outputs"], ensure_ascii=False)

    assert "green, and wrong" in shown("before")
    assert "✘ green" not in shown("mended")
    assert "✘ red" not in shown("mended")
    assert "red: caught" in shown("mended")


def test_the_exercise_gives_the_fixtures_of_the_lesson() -> None:
    exercise = exercise_of(ROOT / "solutions" / "08_mistakes.ipynb")
    sources = ["".join(cell["source"]) for cell in exercise["cells"]]
    [suite] = [source for source in sources if source.startswith("%%suite mistakes")]
    imports, fixtures = given().partition('"""\n\n')[2].split("\n\n\nclass Api", 1)
    assert imports in suite
    assert fixtures in suite
