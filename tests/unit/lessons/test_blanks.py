"""``%%blanks``: the advice on a test with gaps."""

import pytest

from labkit.errors import LabError
from labkit.lessons.blanks import Blank, advise, blanks
from labkit.lessons.tests_magic import Result

TASK = Blank(arguments=("-q",), broken=("--wrong",), mistake="forgets")


def runner(*, right: bool, wrong: bool):  # type: ignore[no-untyped-def]
    """Runs that end as told, on the correct system and on the one with the mistake."""

    def run(_: str, arguments: list[str]) -> Result:
        passed = wrong if "--wrong" in arguments else right
        return Result(passed, "1 passed" if passed else "1 failed")

    return run


def test_gaps_are_counted_and_nothing_runs() -> None:
    advice = advise(TASK, "assert ____ == ____", run=lambda *_: pytest.fail("it ran"))
    assert not advice.done
    assert "Gaps left: 2" in advice.text


def test_a_test_that_tells_right_from_wrong_is_done() -> None:
    advice = advise(TASK, "assert x", runner(right=True, wrong=False))
    assert advice.done
    assert "forgets" in advice.text


def test_a_test_that_accepts_the_mistake_is_not_done() -> None:
    advice = advise(TASK, "assert x", runner(right=True, wrong=True))
    assert not advice.done
    assert "also passes" in advice.text


def test_a_test_that_refuses_the_correct_system_shows_what_pytest_said() -> None:
    advice = advise(TASK, "assert x", runner(right=False, wrong=False))
    assert not advice.done
    assert "1 failed" in advice.text


@pytest.mark.parametrize("line", ["", "databases", "databases nonsense", "nonsense queries"])
def test_an_unknown_task_is_one_sentence(line: str) -> None:
    with pytest.raises(LabError, match="There is no `%%blanks"):
        blanks(line, "assert True")
