"""The real store below a driver."""

from labkit.systems.scanner import SignatureStore


def test_the_store_gives_what_it_was_given(tmp_path):
    store = SignatureStore(tmp_path / "signatures.json")
    store.add("Worm", b"WORM")
    store.add("Adware", b"BUY", severity="low")
    assert drive_store(store) == {"Worm": b"WORM", "Adware": b"BUY"}


def test_a_store_without_a_file_says_so(tmp_path):
    assert drive_store(SignatureStore(tmp_path / "signatures.json")) is None
