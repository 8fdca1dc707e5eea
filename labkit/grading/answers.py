"""The learner's answers to an exercise's decisions, read from the suite and never executed."""

import ast
from dataclasses import dataclass, field

NAME = "DECISIONS"


@dataclass(frozen=True)
class Answers:
    """What the learner chose.

    Attributes:
        chosen: option ids by decision ids, blank ones left out.
        problem: why the answers cannot be read, else empty.
    """

    chosen: dict[str, str] = field(default_factory=dict)
    problem: str = ""


def read_answers(source: str) -> Answers:
    """Read the dict ``DECISIONS`` of a suite; the last one counts, as in Python.

    Args:
        source: the suite, valid Python.
    """
    values = [value for node in ast.parse(source).body if (value := _assigned(node))]
    if not values:
        return Answers()
    try:
        found = ast.literal_eval(values[-1])
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        found = None
    if not isinstance(found, dict) or not all(isinstance(w, str) for p in found.items() for w in p):
        return Answers(problem=_how_to_write(values[-1].lineno))
    return Answers({key: text.strip() for key, text in found.items() if text.strip()})


def _assigned(node: ast.stmt) -> ast.expr | None:
    """The value that a statement gives to DECISIONS, if it does."""
    if isinstance(node, ast.Assign):
        names = [each.id for each in node.targets if isinstance(each, ast.Name)]
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        names = [node.target.id]
    else:
        return None
    return node.value if NAME in names else None


def _how_to_write(line: int) -> str:
    return (
        f"{NAME} in line {line} cannot be read: write it out as a dict of texts,"
        f' {NAME} = {{"question": "option"}}.'
    )
