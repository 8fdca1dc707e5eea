"""``%%blanks``: the advice on a test with gaps."""

import pytest

from labkit.errors import LabError
from labkit.lessons.blanks import Blank, Mistake, advise, blanks
from labkit.lessons.tests_magic import Result

FORGETS = Mistake(("--wrong",), "forgets")
STUMBLES = Mistake(("--stumbling",), "stumbles", "Too wide.")
TASK = Blank(("-q",), (FORGETS,))


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


def test_a_test_has_to_notice_every_mistake() -> None:
    advice = advise(Blank(("-q",), (FORGETS, STUMBLES)), "assert x", lambda _, arguments: Result(
        "--wrong" not in arguments, "1 passed"))  # fmt: skip
    assert not advice.done
    assert advice.text == "The test also passes on a system that stumbles. Too wide."


def test_done_names_every_mistake() -> None:
    task = Blank(("-q",), (FORGETS, STUMBLES))
    advice = advise(task, "assert x", lambda _, arguments: Result(arguments == ["-q"], ""))
    assert advice.done
    assert "forgets, and on one that stumbles." in advice.text


@pytest.mark.parametrize("line", ["", "databases", "databases nonsense", "nonsense queries"])
def test_an_unknown_task_is_one_sentence(line: str) -> None:
    with pytest.raises(LabError, match="There is no `%%blanks"):
        blanks(line, "assert True")
