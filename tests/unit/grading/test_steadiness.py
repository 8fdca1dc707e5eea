"""When a test is called unsteady: only slowness makes it fail, again and again."""

import pytest

from labkit.grading.findings import Findings
from labkit.grading.steadiness import unsteady
from labkit.grading.verdict import RUN_OUT, Outcome, Run

SOURCE = "import time\ndef test_a():\n    time.sleep(0.2)\ndef test_b():\n    assert 1\n"


def run(**verdicts):
    outcomes = tuple(Outcome(f"test_{name}", verdict) for name, verdict in verdicts.items())
    return Run(tuple(o.test for o in outcomes), outcomes, "", "", 1.0, "", ())


GOOD = run(a="passed", b="passed")


@pytest.fixture
def judged():
    """Judge with a slow run and what the further runs show: not slow, slow, longer sleeps."""

    def judge(slow, *, fast=GOOD, again=None, longer=GOOD):
        def together(task):
            special = task.circumstances
            if special.stretch > 1:
                return [longer]
            return [(again or slow) if special.slow else fast]

        return unsteady(Findings(GOOD, slow=(None, slow)), SOURCE, together)

    return judge


def test_nothing_is_said_when_the_slow_run_is_good(judged):
    assert judged(GOOD) == {}


def test_a_sleep_is_blamed_when_a_longer_one_helps(judged):
    found = judged(run(a="failed", b="passed"))
    assert [(s.line, s.seconds) for s in found["test_a"].too_short] == [(3, 0.2)]


def test_a_sleep_is_not_blamed_when_a_longer_one_does_not_help(judged):
    slow = run(a="failed", b="passed")
    found = judged(slow, longer=slow)
    assert "test_a" in found
    assert not found["test_a"].too_short


def test_a_test_without_a_sleep_can_be_unsteady(judged):
    found = judged(run(a="passed", b="failed"))
    assert (list(found), found["test_b"].too_short) == (["test_b"], ())


def test_a_test_that_was_under_way_when_the_time_for_all_was_over_is_not_blamed(judged):
    late = Run(("test_a",), (Outcome("test_a", "timeout", cause=RUN_OUT),), "", "", 1.0, "", ())
    assert judged(late) == {}


def test_a_failure_that_does_not_come_again_is_chance(judged):
    assert judged(run(a="failed", b="passed"), again=GOOD) == {}


def test_a_failure_that_the_proxy_alone_brings_is_not_the_suites(judged):
    slow = run(a="failed", b="passed")
    assert judged(slow, fast=slow) == {}


def test_an_unsteady_test_catches_nothing(judged):
    findings = Findings(GOOD, unsteady=judged(run(a="failed", b="passed")))
    assert (findings.steady, findings.trusted) == (False, {"test_b"})
