"""Which orders a suite is run in."""

import pytest

from labkit.grading.plan import Task, mixed, orders, seed_of, without_need

TESTS = ("test_a", "test_b", "test_c[1]", "test_c[2]", "test_d", "test_e")


def plan(tests=TESTS):
    return {task.key: task.order for task in orders(tests, seed=7)}


def test_every_test_comes_first_in_some_run():
    heads = {TESTS[0]} | {order[0].partition("[")[0] for order in plan().values()}
    assert heads == {"test_a", "test_b", "test_c", "test_d", "test_e"}


def test_no_test_is_run_alone_that_came_first_elsewhere():
    assert "alone test_a" not in plan()
    assert "alone test_e" not in plan()


def test_no_test_is_run_alone_that_comes_first_among_some():
    alone = [Task(f"alone {name}", "order", (name,)) for name in ("test_a", "test_b")]
    some = [Task("some 1", "order", ("test_b[1]", "test_c")), Task("bug", "bug", ("test_a",))]
    assert without_need(alone, some) == alone[:1]


def test_parameters_of_one_test_are_run_together():
    order = plan().get("alone test_c")
    assert order is None or order == ("test_c[1]", "test_c[2]")


def test_twice_is_the_whole_suite_two_times():
    assert plan()["twice"] == TESTS + TESTS


@pytest.mark.parametrize("name", ["reversed", "shuffled"])
def test_another_order_has_the_same_tests(name):
    assert plan()[name] != TESTS
    assert sorted(plan()[name]) == sorted(TESTS)


def test_one_test_is_only_run_twice():
    assert set(plan(("test_a",))) == {"twice"}


def test_no_test_needs_no_order():
    assert plan(()) == {}


@pytest.mark.parametrize("tests", [("test_a[1]", "test_a[2]", "test_a[3]"), ("a", "b", "c")])
def test_small_suites_can_be_shuffled(tests):
    assert sorted(plan(tests)["shuffled"]) == sorted(tests)


def test_the_seed_is_the_same_for_the_same_suite_only():
    assert seed_of("x") == seed_of("x") != seed_of("y")


def test_mixing_keeps_every_task():
    tasks = [Task(str(i), "bug") for i in range(5)]
    assert sorted(t.key for t in mixed(tasks, lambda n: n - 1)) == ["0", "1", "2", "3", "4"]
    assert [t.key for t in mixed(tasks, lambda n: n - 1)] == ["4", "3", "2", "1", "0"]


def test_long_runs_begin_among_the_first_half_whatever_is_chosen():
    tasks = [Task(str(n), "bug") for n in range(6)] + [Task("few", "order", ("test_a",))]
    long = Task("long", "bug", ("test_a",), long=True)
    for choose in (lambda _: 0, lambda n: n - 1):
        found = [task.key for task in mixed([*tasks, long], choose, tests=6)]
        assert found.index("long") <= 3
        assert sorted(found) == ["0", "1", "2", "3", "4", "5", "few", "long"]


def test_runs_of_most_of_the_tests_come_first():
    lengths = [1, 4, 2, 3]
    tasks = [Task(str(n), "order", TESTS[:n]) for n in lengths] + [Task("all", "bug")]
    assert [t.key for t in mixed(tasks, lambda _: 0, tests=6)] == ["4", "3", "all", "1", "2"]
