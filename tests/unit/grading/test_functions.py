"""Which functions a change touches, and that a traced source tells when they are entered."""

import builtins

import pytest

from labkit.grading.functions import ENTERED, touched, traced

SOURCE = '''\
"""A till."""

from __future__ import annotations

LIMIT = 3


class Till:
    """Money."""

    kept = LIMIT

    def add(self, price: int) -> int:
        """Take money."""
        return price + 1

    def each(self):
        yield self.add(1)

    @property
    def name(self):
        return "one"

    @name.setter
    def name(self, value):
        self.kept = value


def total(tills):
    def one(till):
        return till.kept

    return sum(map(one, tills))
'''


@pytest.mark.parametrize(
    ("snippet", "replacement", "expected"),
    [
        ("price + 1", "price + 2", {"Till.add"}),
        ('"one"', '"two"', {"Till.name"}),
        ("self.kept = value", "pass", {"Till.name#2"}),
        ("till.kept\n", "till.kept + 1\n", {"total.one"}),
        ("sum(map(one, tills))", "0", {"total"}),
        ("price + 1", "price + 1  # so", set()),
    ],
)
def test_a_change_inside_a_function_touches_that_one(snippet, replacement, expected):
    found = touched(SOURCE, SOURCE.replace(snippet, replacement), "till.py")
    assert found == {f"till.py::{name}" for name in expected}


@pytest.mark.parametrize(
    ("snippet", "replacement"),
    [
        ("LIMIT = 3", "LIMIT = 4"),
        ("kept = LIMIT", "kept = 0"),
        ("price: int)", "price: int = 1)"),
        ("    @property\n", "    @classmethod\n"),
        ("def total", "def sum_up"),
        ("def one(till):", "def one(till, more=1):\n        pass\n\n    def two(till):"),
    ],
)
def test_a_change_of_anything_else_touches_everything(snippet, replacement):
    assert touched(SOURCE, SOURCE.replace(snippet, replacement), "till.py") is None


@pytest.fixture
def heard(monkeypatch):
    names: list[str] = []
    monkeypatch.setattr(builtins, ENTERED, names.append, raising=False)
    return names


def module():
    namespace = {"__name__": "till"}
    exec(traced(SOURCE, "till.py"), namespace)
    return namespace


def test_a_traced_source_tells_which_functions_are_entered(heard):
    till = module()["Till"]()
    assert list(till.each()) == [2]
    till.name = "two"
    assert heard == ["till.py::Till.each", "till.py::Till.add", "till.py::Till.name#2"]


def test_a_traced_source_does_what_it_did_where_nobody_listens():
    names = module()
    assert names["total"]([names["Till"](), names["Till"]()]) == 6
    assert (names["__doc__"], names["Till"].add.__doc__) == ("A till.", "Take money.")
