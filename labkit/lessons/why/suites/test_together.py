"""Integration tests: the three real components, put together as in the product."""

import pytest

from labkit.systems.scanner import ReportService, ScanEngine, SignatureStore

WORM = b"\x4d\x5aWORM"


@pytest.fixture
def store(tmp_path):
    return SignatureStore(tmp_path / "signatures.json")


@pytest.fixture
def reports(store):
    return ReportService(ScanEngine(store))


def test_a_known_worm_is_reported(store, reports):
    store.add("Worm", WORM)
    assert reports.report("a.exe", b"..." + WORM)["threats"] == ["Worm"]


def test_a_severe_threat_makes_the_file_infected(store, reports):
    store.add("Worm", WORM)
    assert reports.report("a.exe", WORM)["verdict"] == "infected"


def test_without_signatures_no_file_is_called_clean(reports):
    assert reports.report("a.exe", b"")["verdict"] == "not scanned"


def test_a_signature_added_today_is_found_today(store, reports):
    store.add("Worm", WORM)
    reports.report("a.exe", WORM)
    store.add("Adware", b"BUY")
    assert reports.report("b.exe", b"BUY")["threats"] == ["Adware"]
