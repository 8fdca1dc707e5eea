"""At which statements a change begins, and that a traced source tells which are reached."""

import ast
import builtins

import pytest

from labkit.grading.statements import REACHED, touched, traced

SOURCE = '''\
"""A till."""

from __future__ import annotations

LIMIT = 3


class Till:
    """Money."""

    kept = LIMIT

    def add(self, price: int) -> int:
        """Take money."""
        if price < 0:
            raise ValueError(price)
        elif price > 100:
            with self:
                self.kept += 1
                self.kept += 2
        return price + 1

    def read(self, text):
        try:
            return int(text)
        except ValueError:
            self.kept = 0
        except TypeError:
            return None
        return LIMIT

    def each(self):
        yield self.add(1)

    def promised(self):
        """What comes later."""

    @property
    def name(self):
        return "one"

    @name.setter
    def name(self, value):
        self.kept = value


def total(tills):
    def one(till):
        return till.kept

    found = map(one, tills)
    return sum(found)


def kind(value):
    match value:
        case int():
            return "number"
        case str() if value:
            return "text"
    return "nothing"
'''


def first_lines(points):
    """The first lines of the statements with these names."""
    found = {}
    for node in ast.walk(ast.parse(traced(SOURCE, "till.py"))):
        for block in (getattr(node, field, None) for field in ("body", "orelse")):
            for at, statement in enumerate(block if isinstance(block, list) else []):
                text = ast.unparse(statement)
                if text.startswith("_labkit_reached("):
                    [name] = ast.literal_eval(
                        text.removeprefix("_labkit_reached").replace(")", ",)")
                    )
                    near = [
                        each for each in block[max(at - 1, 0) : at + 2] if each is not statement
                    ]
                    docstring = at == 1 and not ast.unparse(near[0]).startswith("_labkit")
                    found[name] = ast.unparse(near[0 if docstring else -1]).partition("\n")[0]
    return {found[point] for point in points}


@pytest.fixture
def heard(monkeypatch):
    names: list[str] = []
    monkeypatch.setattr(builtins, REACHED, names.append, raising=False)
    return names


@pytest.mark.parametrize(
    ("snippet", "replacement", "expected"),
    [
        ("price + 1\n", "price + 2\n", {"return price + 1"}),
        ("price > 100", "price > 10", {"if price > 100:"}),
        ("raise ValueError(price)", "return 0", {"raise ValueError(price)"}),
        ("kept += 1", "kept += 2", {"self.kept += 1"}),
        ("                self.kept += 1\n", "", {"self.kept += 1"}),
        ("return int(text)", "self.kept = 1\n            return int(text)", {"return int(text)"}),
        ("+= 2", "+= 2\n                self.kept += 3", {"self.kept += 2"}),
        ("self.kept = 0", "raise", {"self.kept = 0"}),
        ("except TypeError", "except LookupError", {"try:"}),
        ("int():", "float():", {"match value:"}),
        ('"text"', '"words"', {"return 'text'"}),
        ("till.kept\n", "till.kept + 1\n", {"return till.kept"}),
        ("    found = map(one, tills)\n", "", {"found = map(one, tills)"}),
        ('later."""', 'later."""\n        return 1', {"'What comes later.'"}),
        ("price + 1\n", "price + 1  # so\n", set()),
    ],
)
def test_a_change_begins_at_the_first_statement_that_differs(snippet, replacement, expected):
    assert snippet in SOURCE
    points = touched(SOURCE, SOURCE.replace(snippet, replacement), "till.py")
    assert first_lines(points) == expected


def test_where_only_the_body_of_a_try_is_left_the_change_begins_in_its_handlers():
    start, end = SOURCE.index("        try:"), SOURCE.index("        return LIMIT")
    bare = SOURCE[:start] + "        return int(text)\n" + SOURCE[end:]
    points = touched(SOURCE, bare, "till.py")
    assert first_lines(points) == {"self.kept = 0", "return None"}


def test_what_is_added_behind_everything_is_reached_with_the_last_statement():
    more = SOURCE.replace('    return "nothing"\n', '    return "nothing"\n    pass\n')
    assert first_lines(touched(SOURCE, more, "till.py")) == {"return 'nothing'"}


@pytest.mark.parametrize(
    ("snippet", "replacement", "start"),
    [
        ("return LIMIT", "LIMIT = 1\n        return LIMIT", "try:"),
        (
            "    found = map(one, tills)",
            "    yield tills\n    found = map(one, tills)",
            "def one(till):",
        ),
        ("return till.kept", "nonlocal tills\n        return till.kept", "return till.kept"),
    ],
    ids=["a name of another", "a yield", "a nonlocal"],
)
def test_what_makes_another_function_of_it_is_felt_from_its_start(snippet, replacement, start):
    points = touched(SOURCE, SOURCE.replace(snippet, replacement), "till.py")
    assert start in first_lines(points)


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


IMPORTING = """\
import os.path
from time import sleep

def wait(seconds):
    sleep(seconds)
    return os.path.sep, now
"""


@pytest.mark.parametrize(
    "line", ["import math", "from random import Random", "from time import time as clock"]
)
def test_an_import_of_a_name_that_nobody_knows_changes_nothing_by_itself(line):
    after = f"{line}\n" + IMPORTING.replace("return os", "return 1, os")
    assert touched(IMPORTING, after, "wait.py") == {"wait.py:1"}


@pytest.mark.parametrize(
    ("snippet", "replacement"),
    [
        ("from time import sleep", "from fast import sleep"),
        ("from time import sleep", "from time import time as sleep"),
        ("from time import sleep\n", ""),
        ("import os.path", "import os.path\nimport os.fake"),
        ("import os.path", "import os.path\nfrom time import now"),
        ("import os.path", "import os.path\nfrom fast import seconds"),
        ("import os.path", "import os.path\nfrom fast import *"),
    ],
)
def test_an_import_that_somebody_may_notice_touches_everything(snippet, replacement):
    assert touched(IMPORTING, IMPORTING.replace(snippet, replacement), "wait.py") is None


def test_what_is_no_generator_any_more_touches_everything():
    """A call then does at once what it did when somebody asked for the first element."""
    eager = SOURCE.replace("yield self.add(1)", "return [self.add(1)]")
    assert touched(SOURCE, eager, "till.py") is None


def module():
    namespace = {"__name__": "till"}
    exec(traced(SOURCE, "till.py"), namespace)
    return namespace


def test_a_traced_source_tells_which_statements_are_reached(heard):
    till = module()["Till"]()
    assert list(till.each()) == [2]
    till.name = "two"
    till.promised()
    assert first_lines(heard) == {
        "'Take money.'",
        "yield self.add(1)",
        "if price < 0:",
        "if price > 100:",
        "return price + 1",
        "self.kept = value",
        "'What comes later.'",
    }


def test_a_traced_source_does_what_it_did_where_nobody_listens():
    names = module()
    assert names["total"]([names["Till"](), names["Till"]()]) == 6
    assert (names["kind"](3), names["kind"](""), names["Till"]().read("x")) == (
        "number",
        "nothing",
        3,
    )
    assert (names["__doc__"], names["Till"].add.__doc__) == ("A till.", "Take money.")
