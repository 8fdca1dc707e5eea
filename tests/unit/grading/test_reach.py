"""Which tests a bug needs, from what two runs on the original reached."""

from dataclasses import replace

import pytest

from labkit.grading.plan import Task
from labkit.grading.reach import UNSEEN, Reach
from labkit.grading.verdict import FAILED, PASSED, Outcome, Run, completed

TESTS = ("test_a", "test_b", "test_c")


def run(reached, *, red=()):
    outcomes = tuple(Outcome(t, FAILED if t in red else PASSED) for t in TESTS)
    seen = {test: frozenset(names) for test, names in {"": "", **reached}.items()}
    verdict = FAILED if red else PASSED
    return Run(TESTS, outcomes, verdict, "", 1.0, "", (), reached=seen)


PLAIN = run({"test_a": "fg", "test_b": "g", "test_c": "h"})


def reach(first=PLAIN, second=PLAIN):
    found = Reach.seen(first, second)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("statements", "expected"),
    [("f", ("test_a",)), ("g", ("test_a", "test_b")), ("fh", ("test_a", "test_c")), ("x", ())],
)
def test_a_bug_needs_the_tests_that_come_to_where_it_begins(statements, expected):
    assert reach().needed(frozenset(statements)) == expected


def test_a_bug_outside_of_functions_needs_every_test():
    assert reach().needed(None) == TESTS


def test_what_is_reached_for_all_tests_together_needs_every_test():
    shared = replace(PLAIN, reached={**PLAIN.reached, "": frozenset("f")})
    assert reach(second=shared).needed(frozenset("f")) == TESTS


def test_what_the_first_test_of_any_run_enters_needs_every_test():
    """Something that is set up once, by whoever comes first, is there for all that follow."""
    backwards = run({"test_a": "g", "test_b": "g", "test_c": "fh"})
    assert reach(second=backwards).needed(frozenset("f")) == TESTS


@pytest.mark.parametrize(
    "other",
    [
        run({"test_a": "fg", "test_b": "g", "test_c": "h"}, red=("test_b",)),
        replace(PLAIN, reached={**PLAIN.reached, "": frozenset({UNSEEN})}),
        replace(PLAIN, reached={}),
    ],
    ids=["a test is red", "a process was started", "nothing was told"],
)
def test_nothing_is_concluded_from_runs_that_do_not_tell_all(other):
    assert Reach.seen(PLAIN, other) is None
    assert Reach.seen(other, PLAIN) is None


def bugs(*names):
    return [Task(name, "bug") for name in names]


def orders(tasks):
    return {task.key: task.order for task in tasks}


def test_bugs_that_need_the_same_tests_share_one_run_on_a_correct_system():
    changed = {"one": frozenset("h"), "two": frozenset("h"), "three": None}
    tasks = reach().narrowed(bugs(*changed), changed)
    assert orders(tasks) == {
        "one": ("test_c",), "two": ("test_c",), "three": None, "some 1": ("test_c",)
    }  # fmt: skip
    assert [task.about for task in tasks] == ["bug", "bug", "bug", "order"]


def test_correct_systems_take_turns_in_the_runs_of_some_tests():
    changed = dict(zip("abcdef", map(frozenset, "ffhhgg"), strict=True))
    tasks = reach().narrowed(bugs(*changed), changed, ["slow", "other ids"])
    assert {task.key: task.system for task in tasks if task.about == "order"} == {
        "some 1": "slow", "some 2": "other ids",
    }  # fmt: skip


def test_selections_begin_with_different_tests_so_that_fewer_are_run_alone():
    tests = tuple(f"test_{name}" for name in "abcdefgh")
    seen = run({"test_c": "fg", "test_d": "fg", "test_e": "g", "test_h": "g"})
    plain = replace(
        seen,
        collected=tests,
        outcomes=tuple(Outcome(test, PASSED) for test in tests),
        reached={test: seen.reached.get(test, frozenset()) for test in ("", *tests)},
    )
    changed = {"one": frozenset("f"), "two": frozenset("f"), "three": frozenset("g")}
    changed["four"] = changed["three"]
    found = orders(reach(plain, plain).narrowed(bugs(*changed), changed))
    assert found["one"] == ("test_c", "test_d")
    assert found["three"] == ("test_d", "test_e", "test_h", "test_c")
    assert {found["some 1"], found["some 2"]} == {found["one"], found["three"]}


def test_a_selection_that_costs_more_than_it_saves_is_not_made():
    assert orders(reach().narrowed(bugs("one"), {"one": frozenset("g")})) == {"one": None}


def test_a_bug_that_no_test_reaches_is_not_run():
    assert orders(reach().narrowed(bugs("one"), {"one": frozenset("x")})) == {"one": ()}


def test_tests_that_were_not_run_on_a_bug_count_as_on_the_original():
    some = replace(PLAIN, outcomes=(Outcome("test_b", FAILED),), verdict=FAILED)
    whole = completed(some, PLAIN.outcomes, TESTS)
    assert [o.verdict for o in whole.outcomes] == [PASSED, FAILED, PASSED]
    assert whole.verdict == FAILED
