"""All three components, real."""

from labkit.systems.scanner import ReportService, ScanEngine, SignatureStore


def test_what_the_store_knows_makes_the_verdict(tmp_path):
    store = SignatureStore(tmp_path / "signatures.json")
    reports = ReportService(ScanEngine(store))
    store.add("Worm", b"WORM")
    assert reports.report("a.exe", b"a long letter with a WORM")["verdict"] == "infected"
    store.add("Adware", b"BUY", severity="low")
    assert reports.report("b.exe", b"a long letter: please BUY")["verdict"] == "suspicious"
    assert reports.report("c.exe", b"a long letter with a WORM")["verdict"] == "infected"
    assert reports.report("d.exe", b"a long letter")["verdict"] == "clean"


def test_without_signatures_nothing_is_called_clean(tmp_path):
    reports = ReportService(ScanEngine(SignatureStore(tmp_path / "none.json")))
    assert reports.report("a.exe", b"a letter")["verdict"] == "not scanned"
