"""Unit tests of the scan engine, on a store that is made up."""

import pytest

from labkit.systems.scanner import ScanEngine, ScanFailed, SignaturesUnavailable

FEED = {
    "format": 1,
    "signatures": [{"name": "Worm", "pattern": b"WORM".hex(), "severity": "high"}],
}


class StubStore:
    """Stands in for the store, and gives what it was told to give."""

    def __init__(self, feed):
        self._feed = feed

    def feed(self):
        if isinstance(self._feed, Exception):
            raise self._feed
        return self._feed


def test_a_detection_says_what_how_bad_and_where():
    detections = ScanEngine(StubStore(FEED)).scan(b"a WORM")
    assert detections == [{"name": "Worm", "severity": "high", "offset": 2}]


def test_a_pattern_at_the_very_end_is_found():
    assert ScanEngine(StubStore(FEED)).scan(b"WOWORM") != []


def test_half_a_byte_is_not_a_place():
    feed = {"format": 1, "signatures": [{"name": "B", "pattern": "b5", "severity": "low"}]}
    assert ScanEngine(StubStore(feed)).scan(bytes.fromhex("4b50")) == []


def test_nothing_is_found_in_a_clean_file():
    assert ScanEngine(StubStore(FEED)).scan(b"a letter") == []


def test_a_feed_in_another_format_is_refused():
    with pytest.raises(ScanFailed):
        ScanEngine(StubStore({**FEED, "format": 9})).scan(b"")


def test_without_signatures_the_scan_fails():
    with pytest.raises(ScanFailed):
        ScanEngine(StubStore(SignaturesUnavailable("gone"))).scan(b"a letter")
