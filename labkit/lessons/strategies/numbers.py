"""What each strategy costs and gives, as numbers."""

import ast
from dataclasses import dataclass
from html import escape
from statistics import mean

from labkit.lessons.strategies.plans import STRATEGIES, SUITES, Step
from labkit.lessons.strategies.trying import NOTHING, Tries, faults


@dataclass(frozen=True)
class Numbers:
    """Rows of a strategy and its numbers, below their heads."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __repr__(self) -> str:
        return "\n".join("".join(f"{word:<22}" for word in row) for row in (self.heads, *self.rows))

    def _repr_html_(self) -> str:
        head = "".join(f'<th scope="col">{escape(word)}</th>' for word in self.heads)
        rows = "".join(
            f"<tr>{''.join(f'<td>{escape(word)}</td>' for word in row)}</tr>" for row in self.rows
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def numbers(tries: Tries) -> Numbers:
    """For each strategy: suspects on average, what had to be written, what is real how early."""
    heads = ("strategy", "suspects on average", "most suspects", "stand-ins", "their lines",
             "report real at step", "store real at step")  # fmt: skip
    return Numbers(heads, tuple(_row(tries, name, steps) for name, steps in STRATEGIES.items()))


def suspects_of(tries: Tries, strategy: str) -> list[int]:
    """How many suspects remain for each mistake, when it shows."""
    found = (tries.walk(strategy, fault)[-1] for fault in faults() if fault != NOTHING)
    return [len(outcome.suspects) for outcome in found if outcome.is_red]


def lines_of(name: str) -> int:
    """How many lines of code a stub or driver has, without imports, docstrings and blank lines."""
    tree = ast.parse((SUITES / f"{name}.py").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(
            node
        ):
            del node.body[0]
    tree.body = [node for node in tree.body if not isinstance(node, ast.ImportFrom)]
    return sum(bool(line.strip()) for line in ast.unparse(tree).splitlines())


def _row(tries: Tries, name: str, steps: tuple[Step, ...]) -> tuple[str, ...]:
    counts = suspects_of(tries, name)
    stand_ins = [each for step in steps for each in (step.stub, step.driver) if each]
    first = {part: _first(steps, part) for part in ("reports", "store")}
    return (
        name, f"{mean(counts):.1f}", str(max(counts)), str(len(stand_ins)),
        str(sum(map(lines_of, stand_ins))), f"{first['reports']} of {len(steps)}",
        f"{first['store']} of {len(steps)}",
    )  # fmt: skip


def _first(steps: tuple[Step, ...], component: str) -> int:
    """The number of the first step at which a component is real, from 1."""
    return next(number for number, step in enumerate(steps, 1) if component in step.real)
