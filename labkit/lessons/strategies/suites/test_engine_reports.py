"""The real report service on the real engine, on a stub of the store."""

from labkit.systems.scanner import ReportService, ScanEngine

WORM = {"name": "Worm", "pattern": b"WORM".hex(), "severity": "high"}
ADWARE = {"name": "Adware", "pattern": b"BUY".hex(), "severity": "low"}


def verdict(content, *signatures):
    return ReportService(ScanEngine(StubStore(*signatures))).report("a.exe", content)["verdict"]


def test_what_the_engine_finds_makes_the_verdict():
    assert verdict(b"a long letter with a WORM", WORM, ADWARE) == "infected"
    assert verdict(b"a long letter: please BUY", WORM, ADWARE) == "suspicious"
    assert verdict(b"a long letter", WORM, ADWARE) == "clean"


def test_a_failed_scan_is_told():
    assert verdict(b"a letter") == "not scanned"
