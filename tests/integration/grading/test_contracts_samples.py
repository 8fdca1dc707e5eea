"""Sample suites for the contracts exercise, and what an expert would say about each."""

from pathlib import Path

import pytest

from labkit import grading

pytestmark = pytest.mark.slow

SAMPLES = Path(__file__).parents[2] / "samples" / "contracts"


def graded(name: str) -> grading.Report:
    return grading.check("contracts", (SAMPLES / f"{name}.py").read_text(encoding="utf-8"))


def caught(report: grading.Report) -> set[str]:
    variants = report.as_dict()["variants"]
    return {each["id"] for each in variants if each["tests"] and each["kind"] == "bug"}


def test_the_reference_suite_earns_full_marks():
    report = graded("reference")
    assert (report.points, report.uncaught) == (100, ())
    assert (report.valid, report.isolated, report.steady) == (True, True, True)


def test_an_over_specified_contract_is_told_what_a_service_may_do():
    report = graded("over_specified")
    said = "\n".join(report.messages)
    assert not report.valid
    assert "Which id a new user gets is the service's own affair" in said
    assert "the words of an error may change" in said
    assert "What the frontend does not use may go" in said
    assert 0 <= report.points < 20


def test_a_contract_of_statuses_knows_nothing_of_bodies():
    report = graded("status_only")
    assert (report.valid, report.isolated) == (True, True)
    assert not caught(report) & {"name-renamed", "ids-become-text", "errors-say-message"}
    assert {"nobody-is-null", "taken-is-400", "rename-by-put"} <= caught(report)
    assert 30 < report.points < 60


def test_a_contract_of_happy_paths_knows_nothing_of_errors():
    report = graded("happy_path_only")
    assert (report.valid, report.isolated) == (True, True)
    assert not caught(report) & {"nobody-is-null", "taken-is-400", "down-looks-like-nobody"}
    assert {"name-renamed", "registration-wants-more"} <= caught(report)
    assert 20 < report.points < 50


def test_a_state_without_a_handler_earns_nothing_and_is_named():
    report = graded("unknown_state")
    assert report.points == 0
    assert "no handler for the state 'there is nobody'" in report.messages[0]
