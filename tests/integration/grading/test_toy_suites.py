"""Suites of every kind against the toy system: what an expert would say, and the marks."""

import pytest

HEAD = "import pytest\nfrom labkit.systems.toy import Till\n"


def said(report) -> str:
    return "\n".join(report.messages)


def test_a_good_suite_earns_full_marks(grade, good):
    report = grade(good)
    assert (report.points, report.valid, report.isolated, report.steady) == (100, True, True, True)
    assert report.messages == ()
    assert {v.id: v.tests for v in report.caught} == {
        "doubled": ("test_prices_add_up",),
        "negative": ("test_negative_prices_are_refused",),
    }


def test_without_the_test_that_catches_it_exactly_that_bug_gets_away(grade, good):
    report = grade(good[: good.index("def test_negative")])
    assert [v.id for v in report.uncaught] == ["negative"]
    assert report.points == 50


def test_the_same_suite_gets_the_same_report_again(grade, good):
    reports = {str(grade(good).as_dict()) for _ in range(3)}
    assert len(reports) == 1


def test_a_test_that_asserts_an_accident_is_named_with_what_is_allowed(grade, good):
    report = grade(good + "\n\ndef test_first_id():\n    assert Till().id < 9\n")
    assert (report.valid, len(report.caught)) == (False, 2)
    assert "test_first_id does not accept a correct system (line 17)" in said(report)
    assert "Ids may begin anywhere." in said(report)


def test_tests_that_assert_the_same_accident_are_named_in_one_sentence(grade, good):
    more = (
        "def check():\n    assert Till().id < 9\n\n"
        '@pytest.mark.parametrize("n", range(5))\n'
        "def test_id(n):\n    check()\n"
    )
    report = grade(f"{good}\n\n{more}")
    [refusal] = [message for message in report.messages if "not accept" in message]
    assert refusal.startswith("test_id[0], test_id[1] and 3 more do not accept a correct system")


def test_a_test_red_on_the_original_is_said_once(grade, good):
    report = grade(good + "\n\ndef test_red():\n    assert Till().total == 1\n")
    assert [message for message in report.messages if "test_red" in message] == [
        "`test_red` fails on the system as it is (line 17): assert Till().total == 1. "
        "Run the suite and mend it first."
    ]
    assert "What is allowed" not in said(report)


def test_a_test_that_fails_on_a_correct_variant_catches_nothing(grade):
    report = grade(
        HEAD + "def test_all():\n    t = Till()\n    assert t.add(3) == 3\n    assert t.id == 1\n"
    )
    assert (report.points, report.caught) == (0, ())
    assert "test_all would catch it, and does not count yet: see To read" in report.text()
    assert "<code>test_all</code> would, and does not count yet: see above" in report.html()


def test_a_crash_on_a_bug_is_not_a_catch_and_is_said(grade):
    report = grade(HEAD + "def test_it():\n    x = {3: 1}[Till().add(3)]\n    assert x == 1\n")
    assert report.points == 0
    assert {v.id: v.verdict for v in report.uncaught}["doubled"] == "error"
    assert "test_it stumbles over a bug without catching it, in line 4: " in said(report)
    assert "Sound, and catching none" not in said(report)
    assert "in the test's own code, not in an expectation or in the system" in said(report)


CRASH = "    t = Till()\n    t.add(3)\n    t.receipt()\n"


def crashing(grade, source):
    return [v.id for v in grade(HEAD + source).caught]


def test_a_crash_of_the_system_catches(grade):
    assert crashing(grade, f"def test_it():\n{CRASH}    assert t.id\n") == ["doubled"]


def test_a_crash_of_the_system_in_a_helper_of_the_test_catches(grade):
    helper = f"def use():\n{CRASH}    return t\n"
    assert crashing(grade, helper + "def test_it():\n    assert use().id\n") == ["doubled"]
    assert crashing(grade, helper + "def test_it():\n    t = use()\n    assert t\n") == ["doubled"]


@pytest.mark.parametrize(
    "source",
    [
        f"def test_it():\n{CRASH}",
        f"@pytest.fixture\ndef till():\n{CRASH}    return t\ndef test_it(till):\n    assert till\n",
        "def test_it():\n    t = Till()\n    t.add(3)\n    t.add(1, 2) if t.total == 6 else 0\n"
        "    assert t\n",
        "def test_it():\n    t = Till()\n    t.add(3)\n    None.x if t.total == 6 else 0\n"
        "    assert t\n",
        "import json\ndef test_it():\n    t = Till()\n    t.add(3)\n"
        "    json.loads('' if t.total == 6 else '1')\n    assert t\n",
        "def test_it():\n    t = Till()\n    t.add(3)\n"
        "    t.call(lambda: 1 / (6 - t.total))\n    assert t\n",
    ],
    ids=["no expectation", "fixture", "wrong call", "own line", "another library", "callback"],
)
def test_a_crash_elsewhere_catches_nothing(grade, source):
    assert crashing(grade, source) == []


def test_a_crash_of_the_system_on_a_correct_variant_too_catches_nothing(grade):
    source = f"def test_it():\n{CRASH}    t.call(lambda: 1 / (71 - t.id) if t.id > 70 else 1)\n"
    red_elsewhere = source + "    assert t\n"
    assert crashing(grade, red_elsewhere) == []


@pytest.mark.parametrize("page", ["lambda: add(t)", "partial(add, t)"])
def test_what_a_fixture_gives_to_a_test_is_no_set_up(grade, page):
    """A test calls it, and an expectation that it states there is the test's."""
    report = grade(
        HEAD + "import pytest\nfrom functools import partial\n"
        "def add(t):\n    if t.add(3) != 3:\n        pytest.fail('it is not 3')\n    return 3\n"
        f"@pytest.fixture\ndef page():\n    t = Till()\n    return {page}\n"
        "def test_it(page):\n    assert page() == 3\n"
    )
    assert "doubled" in [bug.id for bug in report.caught]


def test_an_assertion_in_a_fixture_is_set_up(grade):
    report = grade(
        HEAD + "@pytest.fixture\ndef till():\n    t = Till()\n    assert t.add(3) == 3\n"
        "    return t\ndef test_it(till):\n    assert till.total\n"
    )
    assert {v.id: v.verdict for v in report.uncaught}["doubled"] == "error"


def test_a_failing_helper_function_catches(grade):
    report = grade(
        HEAD + "def check(t):\n    assert t.total == 3\n"
        "def test_it():\n    t = Till()\n    t.add(3)\n    check(t)\n"
    )
    assert [v.id for v in report.caught] == ["doubled"]


def test_a_test_needing_another_is_named_as_not_alone(grade, good):
    report = grade(
        good + "\nSEEN = []\n\ndef test_first():\n    SEEN.append(1)\n    assert SEEN\n"
        "\ndef test_then():\n    assert SEEN\n\ndef test_last():\n    assert Till().total == 0\n"
    )
    assert (report.isolated, report.points) == (False, 90)
    assert "test_then passes" in said(report)


def test_something_left_behind_shows_in_the_second_run(grade, good):
    report = grade(
        good + "\nSEEN = []\n\ndef test_leaks():\n    SEEN.append(1)\n    assert len(SEEN) == 1\n"
    )
    assert not report.isolated
    assert "test_leaks does not pass twice in a row" in said(report)


def test_the_shuffled_order_is_said_with_its_seed(grade, good):
    state = "\nSEEN = []\n"
    chain = "".join(
        f"\ndef test_{name}():\n    SEEN.append(1)\n    assert len(SEEN) < 4 or {name!r} != 'c'\n"
        for name in "abc"
    )
    report = grade(good + state + chain)
    assert not report.isolated
    assert "test_c " in said(report)


def test_a_test_that_needs_another_is_told_with_the_one_before_it(grade, good):
    chain = (
        "\nSEEN = []\n"
        "\ndef test_y():\n    SEEN.append('y')\n    assert 'y' in SEEN[:1]\n"
        "\ndef test_z():\n    SEEN.append('z')\n"
    )
    told = said(grade(good + chain))
    assert "test_y passes in the order of the file and not in reverse order" in told
    assert "reverse order, right behind test_z (line " in told


def test_marks_do_not_fall_when_a_correct_test_is_added(grade, good):
    more = good + "\ndef test_a_new_till_is_empty():\n    assert Till().total == 0\n"
    report = grade(more)
    assert report.points == 100
    assert "catching none of the bugs here: test_a_new_till_is_empty." in said(report)


def test_a_test_that_hangs_on_a_bug_does_not_take_the_others_catches_away(grade, good):
    from labkit.grading.findings import Limits

    hanging = "def test_waits():\n    t = Till()\n    while t.add(1) != 1:\n        t = Till()\n"
    source = good.replace("def test_prices", hanging + "    assert t\n\n\ndef test_prices")
    report = grade(source, Limits(total=60, stall=3))
    assert {v.id for v in report.caught} == {"doubled", "negative"}


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("", "it has no test"),
        (HEAD + "def helper():\n    assert 1\n", "it has no test"),
        (HEAD + "def test_x():\n    assert 0\n", "no test passes on the correct system"),
        (HEAD + "def test_x():\n    pytest.skip()\n", "all of its tests are skipped"),
        ("import nothing_like_this\ndef test_x():\n    assert 1\n", "line 1: ModuleNotFoundError"),
        ("1 / 0\n", "line 1: ZeroDivisionError"),
        (HEAD + "import os\ndef test_x():\n    os._exit(0)\n", "process ended before"),
        ("import os\nos._exit(0)\n", "process ended before"),
        ("import sys\nsys.exit(0)\n", "SystemExit"),
        ("import pytest\npytest.exit('bye')\n", "bye"),
        ("import os\nos.kill(os.getpid(), 9)\n", "process ended before"),
        (HEAD + "@pytest.fixture\ndef f():\n    1 / 0\ndef test_x(f):\n    assert 1\n", "ZeroDiv"),
    ],
)
def test_a_suite_that_cannot_be_graded_earns_nothing_and_is_told_why(grade, source, why):
    report = grade(source)
    assert (report.points, report.variants) == (0, ())
    assert why in said(report)


def test_a_hanging_suite_is_ended_once_and_told_which_test(grade):
    from labkit.grading.findings import Limits

    source = HEAD + "def test_waits():\n    while True: pass\n"
    report = grade(source, Limits(total=60, stall=1.5))
    assert report.points == 0
    assert "test_waits did not end in time" in said(report)


def test_tests_without_assertions_earn_nothing_and_are_told(grade):
    report = grade(HEAD + "def test_x():\n    Till().add(1)\n")
    assert report.points == 0
    assert "none of its tests states an expectation" in said(report)


FIXED_PORT = """
import socket

@pytest.fixture(scope="module", autouse=True)
def server():
    with socket.socket() as server:
        server.bind(("127.0.0.1", PORT))
        yield server
"""


def test_two_copies_at_once_that_disturb_each_other_are_told_and_graded_one_at_a_time(
    grade, good, free_port
):
    report = grade(
        good.replace("\n\n\ndef", FIXED_PORT.replace("PORT", str(free_port)) + "\n\ndef", 1)
    )
    assert (report.isolated, report.points) == (False, 90)
    (message,) = report.messages
    assert message.startswith("Two copies of the suite at the same time disturb each other: ")
    assert "test_prices_add_up passes without a copy beside it" in message
    assert "Address already in use" in message


def test_a_parameter_that_is_no_text_is_a_parameter_as_any_other(grade, good):
    odd = (
        good + "\n\n@pytest.mark.parametrize('name', ['', '\\ud800', 'a\\x00b', 'é\\n'])\n"
        "def test_odd(name):\n    till = Till()\n    assert till.add(4) == 4, name\n"
    )
    report = grade(odd)
    assert report.full_marks
    [doubled] = [bug for bug in report.caught if bug.id == "doubled"]
    assert set(doubled.tests) > {f"test_odd[{name}]" for name in ("\\ud800", "a\\x00b", "é\\n")}


def test_a_message_that_is_no_text_can_be_printed(grade, good):
    report = grade(good + "\n\ndef test_red():\n    assert Till().total == 1, '\\ud800'\n")
    assert "\\ud800" in report.text().encode().decode()


def test_tests_that_fail_alike_in_the_second_run_are_told_in_one_sentence(grade, good):
    once = "".join(
        f"\n\ndef test_{name}():\n    SEEN.append({name!r})\n    check({name!r})\n"
        for name in "abc"
    )
    check = "\nSEEN = []\n\ndef check(name):\n    assert SEEN.count(name) == 1, 'again'\n"
    report = grade(good + check + once)
    told = said(report)
    assert "test_a, test_b and test_c do not pass twice in a row" in told
    assert told.count("twice in a row") == 1
    assert "catching none" not in told


def test_who_leaves_a_server_stopped_is_named_where_the_next_one_finds_none(grade, good):
    report = grade(
        good + "\nUP = [True]\n\ndef test_stops():\n    UP.clear()\n    assert not UP\n"
        "\ndef test_victim():\n    if not UP:\n        raise ConnectionError('refused')\n"
        "    assert UP\n"
    )
    told = said(report)
    assert "`test_victim` fails on the system as it is" in told
    assert "Ahead of it ran `test_stops`: does that start again whatever it stops?" in told
