"""Tests that failed in the same place for the same reason, to be spoken of in one sentence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from labkit.grading.verdict import Outcome

_NAMED = 3


@dataclass(frozen=True)
class Alike:
    """One or more outcomes with the same line and cause."""

    outcomes: tuple[Outcome, ...]

    @property
    def first(self) -> Outcome:
        """The one that stands for all."""
        return self.outcomes[0]

    @property
    def tests(self) -> tuple[str, ...]:
        """The names of the tests."""
        return tuple(outcome.test for outcome in self.outcomes)

    def __str__(self) -> str:
        return listed(self.tests)

    def say(self, one: str, several: str) -> str:
        """The words for one test, or those for several."""
        return one if len(self.outcomes) == 1 else several

    @property
    def until_then(self) -> str:
        """What it costs until it is mended, as a clause."""
        return self.say("it catches nothing", "they catch nothing")


def alike(outcomes: Iterable[Outcome]) -> list[Alike]:
    """Outcomes put together by line and cause, in the order of the first of each."""
    groups: dict[tuple[int, str], list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault((outcome.line, outcome.cause), []).append(outcome)
    return [Alike(tuple(group)) for group in groups.values()]


def listed(names: Sequence[str]) -> str:
    """A few names as people write them: ``a, b and 3 more``."""
    if len(names) <= _NAMED:
        *most, last = names
        return f"{', '.join(most)} and {last}" if most else last
    return f"{', '.join(names[: _NAMED - 1])} and {len(names) - _NAMED + 1} more"
