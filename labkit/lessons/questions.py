"""The questions of an exercise, as its notebook shows them: without the answers."""

from dataclasses import dataclass

from labkit import rubrics
from labkit.rubrics import Decision


@dataclass(frozen=True)
class Questions:
    """Questions, each with the options to choose from."""

    decisions: tuple[Decision, ...]

    def __repr__(self) -> str:
        return "\n\n".join(map(_as_text, self.decisions))

    def _repr_markdown_(self) -> str:
        return "\n\n".join(map(_as_markdown, self.decisions))


def questions(exercise: str, part: str = "") -> Questions:
    """The questions of an exercise, or of one of its parts.

    Args:
        exercise: the exercise's name.
        part: the id of a part; empty for all of them.

    Raises:
        LabError: when there is no such exercise.
    """
    every = rubrics.load(exercise).decisions
    return Questions(tuple(each for each in every if not part or each.part == part))


def _as_text(decision: Decision) -> str:
    width = max(len(option.id) for option in decision.options)
    options = (f"    {option.id:<{width}}  {option.text}" for option in decision.options)
    return "\n".join([f"{decision.id}: {decision.question}", *options])


def _as_markdown(decision: Decision) -> str:
    options = (f"- `{option.id}`: {option.text}" for option in decision.options)
    return "\n".join([f"**`{decision.id}`** {decision.question}\n", *options])
