"""Which lines of a suite state an expectation, read from its syntax tree.

A test catches a bug when an expectation fails or the system itself crashes; a crash of the test's
own code proves nothing, so they are told apart by where in the suite the failing line stands.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from labkit.errors import LabError

_CONTEXTS = {"raises", "warns", "deprecated_call", "RaisesGroup", "RaisesExc"}
_CALLS = _CONTEXTS | {"fail"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Expectations:
    """What a suite expects, by line.

    Attributes:
        lines: lines that state an expectation.
        fixture_lines: lines of fixtures, whose expectations are part of the set-up; those of a
            function that a fixture gives to tests are not: tests call it.
        without: names of test functions from which no expectation can be reached.
        asserts: the text of assert statements, by their lines.
    """

    lines: frozenset[int]
    fixture_lines: frozenset[int]
    without: frozenset[str]
    asserts: dict[int, str] = field(default_factory=dict, hash=False)

    def reached_from(self, test: str) -> bool:
        """Whether a test, by its name in a report, states or reaches an expectation."""
        return function_name(test) not in self.without


def function_name(test: str) -> str:
    """The name of a test's function: ``test_find`` of ``TestNames::test_find[x]``."""
    return test.partition("[")[0].rpartition("::")[2]


def read_expectations(source: str) -> Expectations:
    """Read where a suite states what it expects.

    Raises:
        LabError: when the suite is not valid Python.
    """
    tree = _parse(source)
    functions = {node.name: node for node in ast.walk(tree) if isinstance(node, Function)}
    return Expectations(
        lines=frozenset(_lines(_statements(tree))),
        fixture_lines=frozenset(
            line for f in functions.values() if _is_fixture(f) for line in _own_lines(f)
        ),
        without=frozenset(_without(functions)),
        asserts=_asserts(tree),
    )


def _parse(source: str) -> ast.Module:
    try:
        return ast.parse(source)
    except SyntaxError as error:
        where = f"line {error.lineno}" if error.lineno else "somewhere"
        raise LabError(f"The suite is not valid Python: {where}: {error.msg}.") from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise LabError(f"The suite is not valid Python: {error}.") from None


def _statements(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node of ``tree`` that states an expectation."""
    return (node for node in ast.walk(tree) if _expects(node))


def _asserts(tree: ast.AST) -> dict[int, str]:
    found = (node for node in ast.walk(tree) if isinstance(node, ast.Assert))
    return {line: f"assert {ast.unparse(node.test)}" for node in found for line in _lines([node])}


def _expects(node: ast.AST) -> bool:
    if isinstance(node, ast.Assert):
        return True
    if isinstance(node, ast.With | ast.AsyncWith):
        return any(_called(item.context_expr) in _CONTEXTS for item in node.items)
    if isinstance(node, ast.Raise):
        raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
        return isinstance(raised, ast.Name) and raised.id == "AssertionError"
    return isinstance(node, ast.Call) and _is_expecting_call(node)


def _is_expecting_call(call: ast.Call) -> bool:
    """Whether it calls pytest.fail, pytest.raises or an assert method of another library."""
    name = _called(call)
    return name in _CALLS or (isinstance(call.func, ast.Attribute) and name.startswith("assert"))


def _called(node: ast.AST) -> str:
    """The last name of a call, ``raises`` of ``pytest.raises(KeyError)``; empty for other nodes."""
    return _name(node.func) if isinstance(node, ast.Call) else ""


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _lines(nodes: Iterable[ast.AST]) -> Iterator[int]:
    for node in nodes:
        first = getattr(node, "lineno", 0)
        yield from range(first, (getattr(node, "end_lineno", None) or first) + 1)


def _own_lines(function: Function) -> set[int]:
    """The lines of a function without those of functions in it."""
    inner = (node for node in ast.walk(function) if isinstance(node, Function | ast.Lambda))
    return {*_lines([function])} - {*_lines(node for node in inner if node is not function)}


def _is_fixture(function: Function) -> bool:
    names = (_called(d) or _name(d) for d in function.decorator_list)
    return any("fixture" in name for name in names)


def _without(functions: dict[str, Function]) -> Iterator[str]:
    """Names of test functions from which no expectation can be reached."""
    for name, function in functions.items():
        if name.startswith("test") and not _reaches(function, functions, set()):
            yield name


def _reaches(function: Function, functions: dict[str, Function], seen: set[str]) -> bool:
    """Whether a function states an expectation, itself or in a function that it names."""
    seen.add(function.name)
    if any(_statements(function)):
        return True
    names = {_name(node) for node in ast.walk(function)} | {a.arg for a in function.args.args}
    known = sorted(names & functions.keys() - seen)
    return any(_reaches(functions[name], functions, seen) for name in known)
