"""What makes a decision unfair: an answer given away, or one that can be guessed by its place."""

from collections.abc import Iterator

from labkit.rubrics.decisions import Decision, Option
from labkit.rubrics.model import Rubric

_GUESSABLE = 4
"""From this many decisions on, the right options must not all stand in the same place."""


def unfair(rubric: Rubric) -> Iterator[str]:
    """Every problem of the rubric's decisions, one sentence each with file and line."""
    for decision in rubric.decisions:
        yield from _given_away(decision)
    places = {_place_of_right(decision) for decision in rubric.decisions}
    if len(rubric.decisions) >= _GUESSABLE and len(places) == 1:
        first = rubric.decisions[0]
        yield f"{first.place}: in every decision the right option stands in the same place."


def _given_away(decision: Decision) -> Iterator[str]:
    """A reason told to whoever chose wrongly names no right option."""
    right = [each for each in decision.options if each.id in decision.right]
    for option in decision.options:
        if option in right:
            continue
        for each in right:
            if _names(option.why, each):
                yield (
                    f"{option.place}: the why of '{option.id}' gives the right option away:"
                    f" it names '{each.id}'."
                )


def _names(why: str, option: Option) -> bool:
    said = why.lower()
    return option.text.lower().rstrip(".") in said or ("-" in option.id and option.id in said)


def _place_of_right(decision: Decision) -> int:
    return [each.id for each in decision.options].index(decision.right[0])
