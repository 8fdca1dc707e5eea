"""Unit tests of the report service, on an engine that is made up."""

from labkit.systems.scanner import ReportService, ScanFailed


class StubEngine:
    """Stands in for the engine, and gives what it was told to give."""

    def __init__(self, *detections, failure=None):
        self._detections, self._failure = list(detections), failure

    def scan(self, content):
        if self._failure:
            raise self._failure
        return self._detections


WORM = {"name": "Worm", "severity": "high", "offset": 0}
ADWARE = {"name": "Adware", "severity": "low", "offset": 0}


def report(*detections, failure=None):
    return ReportService(StubEngine(*detections, failure=failure)).report("a.exe", b"")


def test_high_severity_is_infected():
    assert report(ADWARE, WORM)["verdict"] == "infected"


def test_low_severity_is_suspicious():
    assert report(ADWARE)["verdict"] == "suspicious"


def test_nothing_found_is_clean():
    assert report()["verdict"] == "clean"


def test_the_summary_names_file_and_threats():
    assert report(WORM)["summary"] == "a.exe is infected: Worm."


def test_a_failed_scan_is_told_and_never_clean():
    assert report(failure=ScanFailed("no signatures"))["verdict"] == "not scanned"
