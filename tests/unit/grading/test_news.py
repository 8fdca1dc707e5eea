"""Why a check takes long is told where the suite is the reason."""

from labkit.grading.news import takes_long
from labkit.grading.verdict import PASSED, Run


def run(seconds):
    return Run((), (), PASSED, "", seconds, "", ())


def test_a_suite_of_many_seconds_is_named_as_the_reason():
    assert takes_long(run(28.4)).startswith("One run of the suite takes 28 s")


def test_a_quick_suite_needs_no_word():
    assert takes_long(run(3.0)) == ""
