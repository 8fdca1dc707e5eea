"""The real report service on a stub of the engine."""

from labkit.systems.scanner import ReportService

WORM = {"name": "Worm", "severity": "high", "offset": 0}
ADWARE = {"name": "Adware", "severity": "low", "offset": 0}


def verdict(detections=None):
    return ReportService(StubEngine(detections)).report("a.exe", b"")["verdict"]


def test_the_verdict_follows_the_severity():
    assert verdict([]) == "clean"
    assert verdict([ADWARE]) == "suspicious"
    assert verdict([ADWARE, WORM]) == "infected"


def test_a_failed_scan_is_told():
    assert verdict() == "not scanned"
