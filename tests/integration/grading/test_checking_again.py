"""A check after an edit: it says what a whole check says, and runs less."""

import pytest

from labkit.grading.assembling import assemble
from labkit.grading.checking import Examination
from labkit.grading.expectations import read_expectations
from labkit.grading.memory import Memory
from labkit.grading.plan import seed_of

from .conftest import RUBRIC

SUITE = """\
import pytest
from labkit.systems.toy import Till

PRICE = 3


@pytest.fixture
def till():
    return Till()


def paid(till):
    return till.add(PRICE)


def test_prices_add_up(till):
    till.add(2)
    assert till.add(3) == 5


def test_idle(till):
    assert till.total == 0


@pytest.mark.parametrize("price", [-1, -2])
def test_negative_prices_are_refused(till, price):
    with pytest.raises(ValueError):
        till.add(price)


def test_first_id(till):
    assert till.id < 50


def test_stumbles(till):
    assert {PRICE: 1}[paid(till)] == 1
"""

ACCIDENT = "def test_first_id(till):\n    assert till.id < 50\n"
IDLE = "def test_idle(till):\n    assert till.total == 0\n"

EDITS_OF_TESTS = {
    "add": lambda s: s + "\ndef test_one(till):\n    assert till.add(1) == 1\n",
    "add in front": lambda s: s.replace(
        "def test_prices", f"# more\n{IDLE}2\n\ndef test_prices"
    ).replace("test_idle(till):\n    assert till.total == 0\n2", "test_x(till):\n    assert till"),
    "edit": lambda s: s.replace("till.add(3) == 5", "till.add(4) == 6"),
    "weaken": lambda s: s.replace("till.add(3) == 5", "till.add(3)"),
    "delete": lambda s: s.replace(IDLE, ""),
    "delete the only one that catches": lambda s: s.replace("-1, -2", "1, 2").replace(
        "with pytest.raises(ValueError):", "if till:"
    ),
    "rename": lambda s: s.replace("test_idle", "test_an_empty_till"),
    "swap": lambda s: s.replace(IDLE, "") + "\n" + IDLE,
    "one parameter more": lambda s: s.replace("-1, -2", "-1, -2, -3"),
    "a comment and empty lines": lambda s: s.replace("def test_idle", "# so\n\n\ndef test_idle"),
    "make it red": lambda s: s.replace("till.total == 0", "till.total == 1"),
    "make it refuse a correct system": lambda s: s.replace("till.total == 0", "till.id < 60"),
    "mend what refuses": lambda s: s.replace(ACCIDENT, ACCIDENT.replace("< 50", "> 0")),
    "make it depend on another": lambda s: s.replace(
        IDLE, "def test_idle(till):\n    Till.old = True\n    assert till\n"
    ).replace("    assert till.id < 50\n", "    assert getattr(Till, 'old', False)\n"),
    "make it leave something": lambda s: s.replace(
        IDLE, "def test_idle(till):\n    assert not getattr(Till, 'x', 0)\n    Till.x = 1\n"
    ),
}

UNCLEAN = ("make it depend on another", "make it leave something")
"""What tests do to each other shows in whole runs only."""

EDITS_OF_ALL = {
    "a fixture": lambda s: s.replace("return Till()", "till = Till()\n    return till"),
    "a constant": lambda s: s.replace("PRICE = 3", "PRICE = 4"),
    "a helper": lambda s: s.replace("till.add(PRICE)", "till.add(PRICE) + 0"),
    "an import": lambda s: "import os\n" + s,
    "nothing": lambda s: s,
}


@pytest.fixture
def checked(pool, systems):
    """Check a suite; the report as data, what was taken over, and how many tests were begun."""

    def check(source, memory=None):
        told = []
        expectations = read_expectations(source)
        examination = Examination(RUBRIC, source, expectations, pool, systems)
        findings = examination.run(told.append, memory=memory)
        report = assemble(RUBRIC, findings, expectations, seed_of(source), 0.0)
        return report.as_dict(), examination.reused, told[-1].done if told else 0

    return check


@pytest.fixture(scope="module")
def whole(pool, systems):
    """What the suite shows before an edit, kept."""
    memory = Memory()
    examination = Examination(RUBRIC, SUITE, read_expectations(SUITE), pool, systems)
    examination.run(lambda _: None, memory=memory)
    return memory


@pytest.fixture
def memory(whole):
    """A memory of its own for each edit."""
    own = Memory()
    own.__dict__.update(whole.__dict__)
    return own


@pytest.mark.parametrize("edit", EDITS_OF_TESTS)
def test_after_an_edit_of_a_test_only_what_it_can_have_changed_is_run(checked, memory, edit):
    source = EDITS_OF_TESTS[edit](SUITE)
    again, cold = checked(source, memory), checked(source)
    assert source != SUITE
    assert again[0] == cold[0]
    assert ("as they were" in again[1]) == (edit not in UNCLEAN)


@pytest.mark.parametrize("edit", EDITS_OF_ALL)
def test_after_an_edit_of_what_tests_share_everything_is_run(checked, memory, edit):
    source = EDITS_OF_ALL[edit](SUITE)
    again, cold = checked(source, memory), checked(source)
    assert (again[0], again[1]) == (cold[0], "")


def test_a_chain_of_edits_stays_right(checked, memory):
    source = SUITE
    for edit in ("add", "rename", "delete the only one that catches"):
        source = EDITS_OF_TESTS[edit](source)
        report, reused, _ = checked(source, memory)
        assert reused
        assert report == checked(source)[0]


def test_a_suite_that_was_broken_in_between_is_remembered(checked, memory):
    checked("import nothing_like_this\n" + SUITE, memory)
    assert checked(EDITS_OF_TESTS["add"](SUITE), memory)[1]


# One for each variant but the original, and one on a slow network.
@pytest.mark.parametrize(("edit", "runs"), [("add", len(RUBRIC.variants)), ("delete", 0)])
def test_a_variant_meets_new_tests_only(pool, systems, memory, monkeypatch, edit, runs):
    """Seen where it counts: in what the helper process is asked to run."""
    orders = []
    start = pool.start
    monkeypatch.setattr(pool, "start", lambda job: (orders.append(job.order), start(job)))
    source = EDITS_OF_TESTS[edit](SUITE)
    examination = Examination(RUBRIC, source, read_expectations(source), pool, systems)
    examination.run(lambda _: None, memory=memory)
    short = [order for order in orders if order is not None and len(order) == 1]
    assert short == [("test_one",)] * runs
