"""The real engine on the real store, below a driver."""

from labkit.systems.scanner import ScanEngine, SignatureStore


def test_the_engine_finds_what_the_store_knows(tmp_path):
    store = SignatureStore(tmp_path / "signatures.json")
    engine = ScanEngine(store)
    store.add("Worm", b"WORM")
    assert drive_engine(engine, b"a long letter with a WORM") == ["Worm"]
    store.add("Adware", b"BUY", severity="low")
    assert drive_engine(engine, b"a long letter: WORM, BUY") == ["Adware", "Worm"]


def test_without_signatures_the_scan_fails(tmp_path):
    assert drive_engine(ScanEngine(SignatureStore(tmp_path / "none.json")), b"a letter") is None
