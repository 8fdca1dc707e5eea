"""The strategies carried out on the real scanner."""

import pytest

from labkit.errors import LabError
from labkit.lessons.strategies import carry_out, chart, numbers, try_everything
from labkit.lessons.strategies.plans import STRATEGIES
from labkit.lessons.strategies.tasks import TASKS
from labkit.lessons.strategies.trying import NOTHING, Tries, faults
from tests.integration.lessons.gaps import answered, cells

LESSON = "02_strategies.ipynb"
ANSWERS = {
    "driver": ["store", '"Worm"'],
    "stub": ['"low"', "Stub()"],
    "failing": ['ScanFailed("no")', '"not scanned"'],
}


@pytest.fixture(scope="module")
def tries() -> Tries:
    return try_everything()


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_the_sound_scanner_is_green_at_every_step(tries: Tries, strategy: str) -> None:
    outcomes = tries.walk(strategy, NOTHING)
    assert len(outcomes) == len(STRATEGIES[strategy])
    assert not any(each.is_red for each in outcomes)


@pytest.mark.parametrize("strategy", STRATEGIES)
@pytest.mark.parametrize("fault", [name for name in faults() if name != NOTHING])
def test_every_mistake_shows_with_its_place_among_the_suspects(
    tries: Tries, strategy: str, fault: str
) -> None:
    last = tries.walk(strategy, fault)[-1]
    assert last.is_red
    assert faults()[fault].place in last.suspects


def test_what_is_below_shows_early_from_below_and_late_from_above(tries: Tries) -> None:
    steps = {name: len(tries.walk(name, "keeps only the newest signature")) for name in STRATEGIES}
    assert steps == {"big bang": 1, "bottom-up": 1, "top-down": 3, "sandwich": 1}


def test_the_numbers_are_those_of_the_runs(tries: Tries) -> None:
    rows = {row[0]: row[1:3] for row in numbers(tries).rows}
    assert rows == {
        "big bang": ("5.0", "5"),
        "bottom-up": ("1.8", "2"),
        "top-down": ("1.8", "2"),
        "sandwich": ("2.2", "3"),
    }


def test_the_chart_is_a_picture_that_says_in_words_what_it_shows(tries: Tries) -> None:
    picture = chart(tries)
    assert picture.png.startswith(b"\x89PNG")
    assert "a column for each strategy" in picture.alt


def test_a_strategy_carried_out_ends_at_the_first_red_step_and_says_where_to_look() -> None:
    text = repr(carry_out("bottom-up", "looks at the beginning only"))
    assert "step 1 of 3: the store, below a driver" in text
    assert "step 3" not in text
    assert text.endswith("It shows at step 2: 2 suspects: engine, store ↔ engine.")


def test_an_unknown_strategy_or_mistake_is_a_sentence_with_the_known_ones() -> None:
    with pytest.raises(LabError, match=r"no 'small bang' here; there are: big bang, bottom-up"):
        carry_out("small bang")
    with pytest.raises(LabError, match=r"no 'typo' here; there are: nothing, keeps only"):
        carry_out("big bang", "typo")


def test_the_lesson_uses_every_task() -> None:
    assert set(cells(LESSON)) == set(TASKS) == set(ANSWERS)


@pytest.mark.parametrize("task", ANSWERS)
def test_with_its_answer_a_test_is_done(task: str) -> None:
    assert answered(LESSON, task, ANSWERS[task]).done


def test_a_stub_that_finds_something_severe_is_no_test_of_adware() -> None:
    advice = answered(LESSON, "stub", ['"high"', "Stub()"])
    assert "fails on the correct report service" in advice.text
