"""Fixed sleeps of a suite, read from its syntax tree: where, how long, and in which tests."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_LOOPS = (ast.For, ast.While, ast.AsyncFor, ast.comprehension)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Sleep:
    """A sleep of a fixed length, outside any loop.

    Attributes:
        line: its line in the suite.
        seconds: how long it lasts.
        tests: the names of the test functions that reach it.
    """

    line: int
    seconds: float
    tests: frozenset[str]


def fixed_sleeps(source: str) -> tuple[Sleep, ...]:
    """The fixed sleeps of a suite; one in a loop is a pause between two looks, and left out.

    Args:
        source: a suite that is valid Python.
    """
    tree = ast.parse(source)
    functions = {node.name: node for node in ast.walk(tree) if isinstance(node, _FUNCTIONS)}
    found = []
    for name, function in functions.items():
        tests = frozenset(test for test in functions if _reaches(test, name, functions, set()))
        for call in _outside_loops(function):
            found.append(Sleep(call.lineno, _seconds(call), tests))
    return tuple(sorted(found, key=lambda sleep: sleep.line))


def _outside_loops(node: ast.AST) -> Iterator[ast.Call]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (*_LOOPS, *_FUNCTIONS)):
            continue
        if isinstance(child, ast.Call) and _is_fixed(child):
            yield child
        yield from _outside_loops(child)


def _is_fixed(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return name == "sleep" and len(call.args) == 1 and _seconds(call) > 0


def _seconds(call: ast.Call) -> float:
    value = getattr(call.args[0], "value", None)
    return float(value) if isinstance(value, int | float) else 0.0


def _reaches(start: str, goal: str, functions: Mapping[str, ast.AST], seen: set[str]) -> bool:
    """Whether a test is a function, or names it, directly or in a function that it names."""
    if start == goal and (seen or start.startswith("test")):
        return True
    if not seen and not start.startswith("test"):
        return False
    seen.add(start)
    named = _named(functions[start]) & functions.keys() - seen
    return any(_reaches(name, goal, functions, seen) for name in sorted(named))


def _named(function: ast.AST) -> set[str]:
    names = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    return names | {node.arg for node in ast.walk(function) if isinstance(node, ast.arg)}
