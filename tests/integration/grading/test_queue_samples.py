"""Sample suites for the queues exercise, and what an expert would say about each."""

from pathlib import Path

import pytest

from labkit import grading
from tests.integration.containers.servers import skip_unless_installed

pytestmark = pytest.mark.slow

SAMPLES = Path(__file__).parents[2] / "samples" / "queues"


@pytest.fixture(scope="module", autouse=True)
def _server() -> None:
    skip_unless_installed("rabbitmq")


def graded(name: str) -> grading.Report:
    """What the grader says about a sample."""
    return grading.check("queues", (SAMPLES / f"{name}.py").read_text(encoding="utf-8"))


def test_a_suite_that_sleeps_does_not_survive_a_slow_day() -> None:
    report = graded("sleepy")
    said = "\n".join(report.messages)
    assert not report.valid
    assert "test_mail does not accept a correct system" in said
    assert "does not sleep" in said
    assert {bug.id for bug in report.caught} == {"not-persistent"}


def test_a_suite_that_looks_at_once_earns_nothing() -> None:
    report = graded("asserts_at_once")
    assert report.points == 0
    assert not report.valid


def test_an_over_specified_suite_is_told_what_a_correct_system_may_do() -> None:
    report = graded("over_specified")
    said = "\n".join(report.messages)
    assert not report.valid
    assert "test_the_queue_has_its_name does not accept a correct system" in said
    assert "take their names from topology" in said
    assert "test_the_body_is_exactly_this does not accept a correct system" in said
    assert "test_the_subject does not accept a correct system" in said
    assert report.points < 10


def test_an_honest_suite_that_tests_little_is_sound_and_earns_little() -> None:
    report = graded("happy_path_only")
    assert (report.valid, report.isolated) == (True, True)
    assert report.points < 20
