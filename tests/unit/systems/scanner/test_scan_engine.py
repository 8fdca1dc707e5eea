"""The scan engine finds exactly what the feed of this moment says."""

from typing import Any

import pytest

from labkit.systems.scanner import ScanEngine, ScanFailed, SignaturesUnavailable


class Store:
    """Gives a feed of these patterns, or raises; the patterns may change."""

    def __init__(self, *patterns: bytes, version: int = 1, failure: Exception | None = None):
        self.patterns, self.version, self.failure = [*patterns], version, failure

    def feed(self) -> dict[str, Any]:
        if self.failure:
            raise self.failure
        signatures = [
            {"name": each.decode(), "pattern": each.hex(), "severity": "low"}
            for each in self.patterns
        ]
        return {"format": self.version, "signatures": signatures}


@pytest.mark.parametrize(("content", "offset"), [(b"WORM", 0), (b"a WORM", 2), (b"WOWORM", 2)])
def test_a_detection_has_name_severity_and_offset_in_bytes(content: bytes, offset: int) -> None:
    [detection] = ScanEngine(Store(b"WORM")).scan(content)
    assert detection == {"name": "WORM", "severity": "low", "offset": offset}


def test_every_signature_is_looked_for() -> None:
    found = ScanEngine(Store(b"A", b"B", b"C")).scan(b"CA")
    assert {each["name"] for each in found} == {"A", "C"}


def test_a_pattern_begins_at_a_byte_and_not_inside_one() -> None:
    assert ScanEngine(Store(b"\x45")).scan(bytes.fromhex("5450")) == []


def test_an_empty_file_contains_nothing() -> None:
    assert ScanEngine(Store(b"A")).scan(b"") == []


def test_the_signatures_are_those_of_the_moment_of_the_scan() -> None:
    store = Store(b"A")
    engine = ScanEngine(store)
    assert engine.scan(b"B") == []
    store.patterns.append(b"B")
    assert len(engine.scan(b"B")) == 1


@pytest.mark.parametrize(
    ("store", "why"),
    [(Store(version=2), "format 2, not 1"), (Store(failure=SignaturesUnavailable("gone")), "gone")],
)
def test_without_signatures_that_it_can_read_the_scan_fails(store: Store, why: str) -> None:
    with pytest.raises(ScanFailed, match=why):
        ScanEngine(store).scan(b"A")
