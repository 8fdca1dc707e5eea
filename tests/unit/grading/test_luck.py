"""When a test is said to pass by luck: with another hash seed it fails, twice."""

from labkit.grading.findings import Findings
from labkit.grading.luck import fresh_starts, lucky
from labkit.grading.verdict import RUN_OUT, Outcome, Run

ONE, TWO = fresh_starts(2)


def run(**verdicts):
    outcomes = tuple(Outcome(f"test_{name}", verdict) for name, verdict in verdicts.items())
    return Run(tuple(o.test for o in outcomes), outcomes, "", "", 1.0, "", ())


GOOD, BAD = run(a="passed", b="passed"), run(a="failed", b="passed")


def judged(*first, again=BAD, original=GOOD):
    """What is said after these first runs, when each further one shows the same."""
    asked = []

    def together(task):
        asked.append(task)
        return [again]

    findings = Findings(original, starts=list(zip([TWO, ONE], first, strict=False)))
    return sorted(lucky(findings, together)), asked


def test_each_start_has_a_hash_seed_of_its_own():
    assert [task.circumstances.hash_seed for task in (ONE, TWO)] == [1, 2]


def test_nothing_is_said_and_nothing_run_when_all_pass_everywhere():
    assert judged(GOOD, GOOD) == ([], [])


def test_a_test_that_fails_twice_with_one_seed_passes_by_luck():
    assert judged(BAD, GOOD) == (["test_a"], [TWO])


def test_a_test_that_fails_once_only_is_not_blamed():
    assert judged(BAD, GOOD, again=GOOD) == ([], [TWO])


def test_a_test_that_was_found_out_is_not_run_with_the_next_seed():
    assert judged(BAD, BAD) == (["test_a"], [ONE])


def test_a_test_that_fails_anyway_is_not_blamed_on_luck():
    assert judged(BAD, original=run(a="failed", b="passed")) == ([], [])


def test_a_test_under_way_when_the_time_was_over_is_not_blamed():
    outcomes = (Outcome("test_a", "timeout", cause=RUN_OUT),)
    over = Run(("test_a",), outcomes, "", "", 1.0, "", ())
    assert judged(over) == ([], [])


def test_a_lucky_test_catches_nothing():
    findings = Findings(GOOD, lucky={"test_a": BAD.outcomes[0]})
    assert findings.trusted == {"test_b"}
    assert not findings.steady
