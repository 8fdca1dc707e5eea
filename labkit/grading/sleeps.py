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
    calls = {name: list(_outside_loops(function)) for name, function in functions.items()}
    if not any(calls.values()):
        return ()
    reached = _reached_from_tests(functions)
    found = [
        Sleep(call.lineno, _seconds(call), frozenset(t for t, names in reached if name in names))
        for name, sleeps in calls.items()
        for call in sleeps
    ]
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


def _reached_from_tests(functions: Mapping[str, ast.AST]) -> list[tuple[str, set[str]]]:
    """Each test, with the functions that it names, directly or in a function that it names."""
    named = {name: _named(function) & functions.keys() for name, function in functions.items()}
    return [(test, _reached(test, named)) for test in functions if test.startswith("test")]


def _reached(start: str, named: Mapping[str, set[str]]) -> set[str]:
    seen, waiting = {start}, [start]
    while waiting:
        new = named[waiting.pop()] - seen
        seen |= new
        waiting.extend(new)
    return seen


def _named(function: ast.AST) -> set[str]:
    nodes = list(ast.walk(function))
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    return names | {node.arg for node in nodes if isinstance(node, ast.arg)}
