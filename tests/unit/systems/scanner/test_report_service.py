"""The report service says what a scan found, in one word and in a sentence."""

import json
from typing import Any

import pytest

from labkit.systems.scanner import ReportService, ScanFailed


class Engine:
    """Finds things of these severities, or fails."""

    def __init__(self, *severities: str, failure: Exception | None = None) -> None:
        self._severities, self._failure = severities, failure

    def scan(self, _: bytes) -> list[dict[str, Any]]:
        if self._failure:
            raise self._failure
        return [
            {"name": f"T{number}", "severity": severity, "offset": 0}
            for number, severity in enumerate(self._severities)
        ]


@pytest.mark.parametrize(
    ("severities", "verdict"),
    [
        ((), "clean"),
        (("low",), "suspicious"),
        (("high",), "infected"),
        (("low", "high"), "infected"),
    ],
)
def test_the_worst_severity_makes_the_verdict(severities: tuple[str, ...], verdict: str) -> None:
    assert ReportService(Engine(*severities)).report("a.exe", b"")["verdict"] == verdict


def test_a_report_names_file_and_threats_and_is_ready_for_json() -> None:
    report = ReportService(Engine("low", "high")).report("a.exe", b"")
    assert json.loads(json.dumps(report)) == {
        "file": "a.exe",
        "verdict": "infected",
        "threats": ["T0", "T1"],
        "summary": "a.exe is infected: T0, T1.",
    }


def test_a_failed_scan_is_reported_with_its_reason() -> None:
    report = ReportService(Engine(failure=ScanFailed("no signatures"))).report("a.exe", b"")
    assert (report["verdict"], report["threats"]) == ("not scanned", [])
    assert report["summary"] == "a.exe was not scanned: no signatures."


def test_an_error_of_another_kind_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        ReportService(Engine(failure=ZeroDivisionError())).report("a.exe", b"")
