"""A suite that looks at the order of its own tests does not learn that it faces a bug."""

from dataclasses import replace

from labkit.grading.assembling import assemble
from labkit.grading.checking import Examination
from labkit.grading.expectations import read_expectations

from .conftest import RUBRIC

TELLTALE = """
import pytest

RAN = []

@pytest.fixture(autouse=True)
def note(request):
    RAN.append(request.node.name)

{tests}
def test_z():
    before = RAN[:-1]
    assert len(before) < {count} or before == sorted(before) or before[1:] != sorted(before[1:])
"""


def test_an_order_that_only_bugs_are_run_in_would_give_marks_for_nothing(pool, systems):
    names = "abcdefgh"
    tests = "".join(f"def test_{name}():\n    assert 1\n" for name in names)
    source = TELLTALE.format(tests=tests, count=len(names))
    many = [replace(bug, id=f"{bug.id}-{n}") for n in range(4) for bug in RUBRIC.bugs]
    rubric = replace(RUBRIC, bugs=tuple(many))
    expectations = read_expectations(source)
    examination = Examination(rubric, source, expectations, pool, systems)
    examination._width = 1  # so that the plan is made before any bug is run
    findings = examination.run(lambda _: None)
    assert assemble(rubric, findings, expectations, 0, 0.0).points == 0
