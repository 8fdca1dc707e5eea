"""The strategy explorer: stepping, stopping where it is red, and words for everything."""

import re
from dataclasses import dataclass, field

import pytest

from labkit.ui.explorer import Explorer


@dataclass
class FakeStep:
    """A step with one real component; the engine is a stub below it or a driver above."""

    title: str
    real: tuple[str, ...]
    seams: tuple[str, ...] = ()

    def stands_in(self, component: str) -> str:
        return "real" if component in self.real else "stub" if component == "engine" else "not yet"


@dataclass
class FakeOutcome:
    """What came of a step."""

    step: FakeStep
    failed: str = ""
    passed: int = 2
    suspects: tuple[str, ...] = ()

    @property
    def is_red(self) -> bool:
        return bool(self.failed)


@dataclass
class FakeFault:
    """A mistake."""

    title: str


STEPS = (
    FakeStep("reports first", ("reports",)),
    FakeStep("engine next", ("engine", "reports"), ("engine ↔ reports",)),
    FakeStep("store <last>", ("store", "engine", "reports")),
)


@dataclass
class FakeTries:
    """One strategy of three steps, and another of one; with a mistake, step 2 is red."""

    strategies: dict[str, tuple[FakeStep, ...]] = field(
        default_factory=lambda: {"top-down": STEPS, "big bang": STEPS[2:]}
    )
    faults: dict[str, FakeFault] = field(
        default_factory=lambda: {"none": FakeFault("nothing"), "lost": FakeFault("engine: lost")}
    )

    def walk(self, strategy: str, fault: str) -> tuple[FakeOutcome, ...]:
        steps = self.strategies[strategy]
        if fault == "none":
            return tuple(map(FakeOutcome, steps))
        red = FakeOutcome(steps[-1], "test_x: 1 < 0", 1, ("store",))
        if strategy == "big bang":
            return (red,)
        two = FakeOutcome(steps[1], "test_x: 1 < 0", 1, ("engine", "engine ↔ reports"))
        return (FakeOutcome(steps[0]), two)


@pytest.fixture
def explorer() -> Explorer:
    return Explorer(FakeTries())


def words(explorer: Explorer) -> str:
    return re.sub(r"<[^>]+>", "", explorer.now.value)


def test_it_begins_at_the_first_step_of_the_first_strategy(explorer: Explorer) -> None:
    assert words(explorer) == "Step 1 of 3: ✔ green, nothing shows."
    assert explorer.back_button.disabled
    assert not explorer.next_button.disabled


def test_a_beginning_can_be_chosen() -> None:
    chosen = Explorer(FakeTries(), "big bang", "lost")
    assert words(chosen) == "Step 1 of 1: ✘ red. 1 suspect: store."


def test_next_and_back_go_one_step(explorer: Explorer) -> None:
    for _ in range(2):
        explorer.next_button.click()
    assert words(explorer) == "Step 3 of 3: ✔ green, nothing shows; all steps are done."
    assert explorer.next_button.disabled
    explorer.back_button.click()
    assert words(explorer).startswith("Step 2 of 3")


def test_a_red_step_is_the_last_and_names_its_suspects(explorer: Explorer) -> None:
    explorer.fault.value = "lost"
    explorer.next_button.click()
    said = "Step 2 of 3: ✘ red. 2 suspects: engine, engine ↔ reports. Mend it before more joins."
    assert words(explorer) == said
    assert explorer.next_button.disabled
    assert explorer.parts.value.count("? suspect") == 2


def test_another_choice_begins_again(explorer: Explorer) -> None:
    explorer.next_button.click()
    explorer.strategy.value = "big bang"
    assert words(explorer).startswith("Step 1 of 1")


def test_what_is_where_is_said_in_words(explorer: Explorer) -> None:
    parts = re.sub(r"<[^>]+>", " ", explorer.parts.value)
    for said in ("■ real", "▢ stub", "· not yet", "no real seam yet"):
        assert said in parts


def test_steps_say_what_came_of_them_and_which_one_is_present(explorer: Explorer) -> None:
    explorer.fault.value = "lost"
    explorer.next_button.click()
    steps = explorer.steps.value
    assert "✔ reports first: 2 tests passed" in steps
    assert "✘ engine next: a test failed<br><code>test_x: 1 &lt; 0</code>" in steps
    assert "· store &lt;last&gt;" in steps
    assert steps.count("aria-current") == 1


def test_without_a_kernel_there_is_one_line_that_never_changes(explorer: Explorer) -> None:
    assert explorer._repr_mimebundle_()["text/plain"] == repr(explorer)
