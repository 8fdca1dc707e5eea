"""A suite taken apart: each test by itself, and what all of them share.

It tells what an edit can have changed. A test that another part of the suite names is shared.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from dataclasses import dataclass

_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class Piece:
    """One top-level statement: its text, and its first line in the suite (from 1)."""

    text: str
    first: int


@dataclass(frozen=True)
class Units:
    """The pieces of a suite.

    Attributes:
        shared: everything that is no test, in order: imports, constants, fixtures, helpers.
        tests: test functions and test classes, by name.
    """

    shared: tuple[Piece, ...]
    tests: dict[str, Piece]

    @property
    def common(self) -> tuple[str, ...]:
        """The text of what all tests share; while it stays, a test's results stay, too."""
        return tuple(piece.text for piece in self.shared)

    def changed_from(self, before: Units) -> frozenset[str]:
        """The names of the tests that are new or edited; all of them if what they share is."""
        if self.common != before.common:
            return frozenset(self.tests)
        return frozenset(
            name
            for name, piece in self.tests.items()
            if name not in before.tests or before.tests[name].text != piece.text
        )

    def lines_from(self, before: Units) -> dict[int, int]:
        """Where each line of the pieces that stayed is now, by where it was before."""
        stayed = [
            (before.tests[name], piece)
            for name, piece in self.tests.items()
            if name in before.tests and before.tests[name].text == piece.text
        ]
        moved: dict[int, int] = {0: 0}
        for old, new in [*zip(before.shared, self.shared, strict=True), *stayed]:
            for offset in range(new.text.count("\n") + 1):
                moved[old.first + offset] = new.first + offset
        return moved


def take_apart(source: str) -> Units:
    """The units of a suite that is valid Python."""
    nodes = ast.parse(source).body
    lines = re.split(r"\r\n|\r|\n", source)
    own = _own_tests(nodes)
    shared = tuple(_piece(node, lines) for node in nodes if node not in own)
    tests = {node.name: _piece(node, lines) for node in own}
    return Units(shared, tests)


def unit_of(test: str) -> str:
    """The unit of a test in a report: ``TestNames`` of ``TestNames::test_find[x]``."""
    return test.partition("[")[0].partition("::")[0]


def _own_tests(nodes: list[ast.stmt]) -> list[_Definition]:
    """The tests that are defined once and that nothing else in the suite names."""
    named = [_names(node) for node in nodes]
    often = Counter(name for names in named for name in names)
    return [
        node
        for node in nodes
        if isinstance(node, _Definition) and _is_test(node) and often[node.name] == 1
    ]


def _is_test(node: _Definition) -> bool:
    return node.name.startswith("Test" if isinstance(node, ast.ClassDef) else "test")


def _names(node: ast.stmt) -> set[str]:
    """Every name, attribute and text in a piece of code, and the name that it defines."""
    found = {node.name} if isinstance(node, _Definition) else set()
    for each in ast.walk(node):
        if isinstance(each, ast.Name):
            found.add(each.id)
        elif isinstance(each, ast.Attribute):
            found.add(each.attr)
        elif isinstance(each, ast.arg):
            found.add(each.arg)
        elif isinstance(each, ast.Constant) and isinstance(each.value, str):
            found.add(each.value)
        elif isinstance(each, ast.alias):
            found.add(each.asname or each.name)
    return found


def _piece(node: ast.stmt, lines: list[str]) -> Piece:
    decorators = node.decorator_list if isinstance(node, _Definition) else []
    first = min([node.lineno, *(each.lineno for each in decorators)])
    return Piece("\n".join(lines[first - 1 : node.end_lineno]), first)
