"""Unit tests of the signature store."""

import pytest

from labkit.systems.scanner import SignatureStore, SignaturesUnavailable

WORM = b"\x4d\x5aWORM"


@pytest.fixture
def store(tmp_path):
    return SignatureStore(tmp_path / "signatures.json")


def test_a_pattern_is_published_in_hexadecimal_digits(store):
    store.add("Worm", WORM)
    [signature] = store.feed()["signatures"]
    assert bytes.fromhex(signature["pattern"]) == WORM


def test_a_signature_has_its_name_and_severity(store):
    store.add("Adware", WORM, severity="low")
    [signature] = store.feed()["signatures"]
    assert (signature["name"], signature["severity"]) == ("Adware", "low")


def test_a_signature_of_the_same_name_is_replaced(store):
    store.add("Worm", b"old")
    store.add("Worm", WORM)
    assert len(store.feed()["signatures"]) == 1


def test_an_empty_pattern_is_refused(store):
    with pytest.raises(ValueError):
        store.add("Everything", b"")


def test_without_a_file_there_are_no_signatures_to_be_had(store):
    with pytest.raises(SignaturesUnavailable):
        store.feed()
