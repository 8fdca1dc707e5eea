"""Verdicts by cause, from the records of a run."""

import pytest

from labkit.grading.expectations import Expectations
from labkit.grading.jobs import Raw
from labkit.grading.verdict import judge

EXPECTATIONS = Expectations(frozenset({5, 9}), frozenset({9}), frozenset())


def phase(test="test_a", phase="call", outcome="passed", **cause):
    return {"kind": "phase", "test": test, "phase": phase, "outcome": outcome, **cause}


def raised(
    *lines, phase_="call", exception="AssertionError", message="assert 1 == 2", in_system=False
):
    cause = {
        "in_system": in_system,
        "lines": list(lines),
        "exception": exception,
        "message": message,
    }
    return phase(phase=phase_, outcome="failed", **cause)


def run(*phases, ended="done", collected=("test_a",), expected=None, finished=True):
    records = [{"kind": "collected", "tests": list(collected)}, {"kind": "start", "test": "test_a"}]
    records += phases
    if finished:
        records.append({"kind": "end", "test": "test_a"})
    return judge(Raw("1", ended, tuple(records), 0.1, ""), EXPECTATIONS, expected)


def test_a_test_whose_phases_all_pass_has_passed():
    judged = run(phase(phase="setup"), phase(), phase(phase="teardown"))
    assert judged.verdict == "passed"
    assert judged.passed == {"test_a"}


def test_a_failed_expectation_is_a_failure_with_line_and_cause():
    judged = run(phase(phase="setup"), raised(5), phase(phase="teardown"))
    (outcome,) = judged.outcomes
    assert (judged.verdict, outcome.verdict) == ("failed", "failed")
    assert (outcome.line, outcome.cause) == (5, "assert 1 == 2")


def test_an_exception_below_an_expectation_fails_it():
    assert run(raised(5, 7, exception="KeyError", message="'x'")).verdict == "failed"


@pytest.mark.parametrize("record", [raised(4), raised(), raised(5, phase_="setup"), raised(5, 9)])
def test_an_exception_elsewhere_is_an_error(record):
    judged = run(record)
    assert judged.verdict == "error"
    assert judged.outcomes[0].verdict == "error"


def test_an_exception_out_of_the_system_fails_the_test():
    judged = run(raised(4, in_system=True, exception="KeyError", message="'x'"))
    assert (judged.verdict, judged.outcomes[0].line) == ("failed", 4)


@pytest.mark.parametrize(
    "record",
    [raised(9, in_system=True), raised(in_system=True), raised(4, phase_="setup", in_system=True)],
)
def test_an_exception_out_of_the_system_in_set_up_is_an_error(record):
    assert run(record).verdict == "error"


def test_without_an_expectation_an_exception_out_of_the_system_is_an_error():
    records = (
        {"kind": "collected", "tests": ["TestA::test_a[x]"]},
        {"kind": "start", "test": "TestA::test_a[x]"},
        raised(4, in_system=True),
    )
    nothing = Expectations(frozenset(), frozenset(), frozenset({"test_a"}))
    assert judge(Raw("1", "done", records, 0.1, ""), nothing).outcomes[0].verdict == "error"


def test_a_failed_expectation_stays_one_when_the_teardown_stumbles():
    assert run(raised(5), raised(4, phase_="teardown")).outcomes[0].verdict == "failed"


def test_a_test_that_passes_and_then_breaks_in_teardown_has_not_passed():
    judged = run(phase(), raised(4, phase_="teardown"))
    assert judged.outcomes[0].verdict == "error"
    assert not judged.passed


def test_a_skipped_test_has_neither_passed_nor_failed():
    judged = run(phase(outcome="skipped"))
    assert judged.outcomes[0].verdict == "skipped"
    assert judged.verdict == "error"


@pytest.mark.parametrize(
    ("ended", "reason"),
    [
        ("stalled", "test_a did not end in time"),
        ("timeout", "the suite as a whole did not end in time; it had come to test_a"),
    ],
)
def test_a_test_that_does_not_end_in_time_is_a_timeout(ended, reason):
    judged = run(phase(phase="setup"), ended=ended, finished=False)
    assert (judged.verdict, judged.outcomes[0].verdict) == ("timeout", "timeout")
    assert judged.reason == reason


def test_a_run_without_its_last_word_is_an_error_even_if_every_test_passed():
    judged = run(phase(), ended="early")
    assert judged.verdict == "error"
    assert "ended before" in judged.reason


def test_a_test_that_vanished_in_the_middle_has_not_passed():
    assert not run(phase(), ended="early", finished=False).passed


def test_fewer_tests_than_asked_for_is_an_error():
    assert run(phase(), expected=2).verdict == "error"


def test_no_test_at_all_is_an_error():
    raw = Raw("1", "done", ({"kind": "collected", "tests": []},), 0.1, "")
    assert (judge(raw, EXPECTATIONS).verdict, judge(raw, EXPECTATIONS).reason) == (
        "error", "no test ran",
    )  # fmt: skip


def test_only_trusted_tests_count_as_failed():
    judged = run(raised(5))
    assert judged.failed(frozenset({"test_a"})) == ("test_a",)
    assert judged.failed(frozenset()) == ()


def test_addresses_of_objects_are_left_out_of_causes():
    judged = run(raised(5, message="assert <X object at 0x7f00aa11bb22>"))
    assert judged.outcomes[0].cause == "assert <X object at 0x...>"


@pytest.mark.parametrize("kind", ["phase", "broken"])
def test_what_our_own_engine_refuses_is_told_from_other_errors(kind):
    refusal = '404 Client Error: Not Found ("No such image: labkit\'s embedded engine cannot ...")'
    told = phase(phase="setup", outcome="failed", exception="ImageNotFound", message=refusal)
    assert run({**told, "kind": kind}).refused
    assert not run({**told, "kind": kind, "message": "404 Client Error: Not Found"}).refused
