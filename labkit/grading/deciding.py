"""Judging answers: each decision for itself, and why a wrong option does not hold."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from labkit.grading.answers import NAME, Answers
from labkit.rubrics import Decision, Option, Rubric


@dataclass(frozen=True)
class Decided:
    """What came of the answers.

    Attributes:
        right: the decisions that were decided rightly, with why their option holds.
        messages: what there is to say about the others, one sentence or two each.
        asked: how many decisions the exercise has.
        answered: how many of them have an answer.
    """

    right: tuple[tuple[str, str], ...] = ()
    messages: tuple[str, ...] = ()
    asked: int = 0
    answered: int = 0

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the decisions that were decided rightly."""
        return frozenset(name for name, _ in self.right)

    @property
    def count(self) -> str:
        """How many were decided rightly, in words; empty where nothing was asked."""
        return f"{len(self.right)} of {self.asked} decisions right" if self.asked else ""


def decide(rubric: Rubric, answers: Answers) -> Decided:
    """Judge the answers to a rubric's decisions; a wrong one costs only itself."""
    if not rubric.decisions:
        return Decided()
    if answers.problem:
        return Decided(messages=(answers.problem,), asked=len(rubric.decisions))
    chosen = answers.chosen
    return Decided(
        right=tuple(_right(rubric, chosen)),
        messages=(*_wrong(rubric, chosen), *misnamed(rubric, answers), *_missing(rubric, chosen)),
        asked=len(rubric.decisions),
        answered=sum(decision.id in chosen for decision in rubric.decisions),
    )


def misnamed(rubric: Rubric, answers: Answers) -> Iterator[str]:
    """A sentence for each answer that names no question or no option of the exercise."""
    known = {decision.id: decision for decision in rubric.decisions}
    for name, option in answers.chosen.items():
        if name not in known:
            yield f"{NAME} has a question '{name}' that is not asked; asked are {_list(known)}."
        elif known[name].option(option) is None:
            options = _list(each.id for each in known[name].options)
            yield f"{name}: there is no option '{option}'; choose one of {options}."


def progress(rubric: Rubric, answers: Answers) -> tuple[str, ...]:
    """What to say about the answers before they are graded: how many, and which are misnamed."""
    if not rubric.decisions:
        return ()
    if answers.problem:
        return (answers.problem,)
    given = sum(decision.id in answers.chosen for decision in rubric.decisions)
    count = f"{given} of {len(rubric.decisions)} decisions made"
    return (count, *misnamed(rubric, answers))


def _right(rubric: Rubric, chosen: dict[str, str]) -> Iterator[tuple[str, str]]:
    for decision in rubric.decisions:
        option = _option(decision, chosen)
        if option is not None and option.id in decision.right:
            yield decision.id, option.why


def _wrong(rubric: Rubric, chosen: dict[str, str]) -> Iterator[str]:
    for decision in rubric.decisions:
        option = _option(decision, chosen)
        if option is not None and option.id not in decision.right:
            yield f"{decision.id}: '{option.id}' does not hold. {option.why}"


def _option(decision: Decision, chosen: dict[str, str]) -> Option | None:
    return decision.option(chosen.get(decision.id, ""))


def _missing(rubric: Rubric, chosen: dict[str, str]) -> Iterator[str]:
    missing = [decision.id for decision in rubric.decisions if decision.id not in chosen]
    if missing:
        yield f"Not decided yet: {_list(missing)}."


def _list(names: Iterable[str]) -> str:
    return ", ".join(names)
