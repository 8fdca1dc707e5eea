"""A strategy carried out, as a notebook shows it: a line for each step, up to the first red one."""

from dataclasses import dataclass
from html import escape

from labkit.lessons.strategies.plans import COMPONENTS, STRATEGIES
from labkit.lessons.strategies.trying import NOTHING, Fault, Outcome, Tries, known, try_steps
from labkit.lessons.strategies.trying import faults as every_fault

_LEFT = 'style="text-align: left; vertical-align: top"'
_NARROW = 'style="text-align: left; vertical-align: top; white-space: nowrap"'


@dataclass(frozen=True)
class Walk:
    """The steps of a strategy that were carried out.

    Attributes:
        planned: how many steps the strategy has.
    """

    strategy: str
    fault: Fault
    outcomes: tuple[Outcome, ...]
    planned: int

    def __repr__(self) -> str:
        lines = [f"{self.strategy}; {self.fault.title}"]
        for number, outcome in enumerate(self.outcomes, start=1):
            lines.append(f"  step {number} of {self.planned}: {outcome.step.title}")
            lines.append(f"    {', '.join(_places(outcome))}")
            lines.append(f"    {_result(outcome)}")
        return "\n".join([*lines, f"  {self.end}"])

    def _repr_html_(self) -> str:
        heads = ("step", "what is done", *COMPONENTS, "its tests")
        head = "".join(f'<th scope="col" {_LEFT}>{word}</th>' for word in heads)
        rows = "".join(
            _row(f"{number} of {self.planned}", outcome)
            for number, outcome in enumerate(self.outcomes, start=1)
        )
        return (
            f"<p><b>{escape(self.strategy)}</b>; {escape(self.fault.title)}</p>"
            f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
            f"<p>{escape(self.end)}</p>"
        )

    @property
    def end(self) -> str:
        """How it ended, in a sentence."""
        last = self.outcomes[-1]
        if not last.is_red:
            return "All steps are green."
        count = len(last.suspects)
        noun = "suspect" if count == 1 else "suspects"
        return f"It shows at step {len(self.outcomes)}: {count} {noun}: {', '.join(last.suspects)}."


def carry_out(strategy: str, fault: str = NOTHING) -> Walk:
    """Carry out one strategy, step by step, by running each step's tests.

    Args:
        strategy: "big bang", "bottom-up", "top-down" or "sandwich".
        fault: the mistake in the scanner; "nothing" for none.

    Raises:
        LabError: when there is no such strategy or mistake.
    """
    steps = STRATEGIES[known(strategy, STRATEGIES)]
    mistake = every_fault()[known(fault, every_fault())]
    tries: Tries = try_steps(steps, [mistake])
    return Walk(strategy, mistake, tries.walk(strategy, fault), len(steps))


def _places(outcome: Outcome) -> list[str]:
    return [f"{each}: {outcome.step.stands_in(each)}" for each in COMPONENTS]


def _result(outcome: Outcome) -> str:
    return f"✘ {outcome.failed}" if outcome.is_red else f"✔ {outcome.passed} passed"


def _row(number: str, outcome: Outcome) -> str:
    places = (outcome.step.stands_in(each) for each in COMPONENTS)
    cells = (number, outcome.step.title, *places)
    short = "".join(f"<td {_NARROW}>{escape(cell)}</td>" for cell in cells)
    return f"<tr>{short}<td {_LEFT}>{escape(_result(outcome))}</td></tr>"
