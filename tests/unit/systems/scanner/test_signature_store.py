"""The signature store keeps what it is given, for every store on the same file."""

from pathlib import Path

import pytest

from labkit.systems.scanner import SignatureStore, SignaturesUnavailable


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "signatures.json"


def test_the_feed_says_its_format_and_every_signature_as_given(file: Path) -> None:
    store = SignatureStore(file)
    store.add("Worm", b"\x00\xffM", "low")
    signature = {"name": "Worm", "pattern": "00ff4d", "severity": "low"}
    assert store.feed() == {"format": 1, "signatures": [signature]}


def test_severity_is_high_unless_said_otherwise(file: Path) -> None:
    store = SignatureStore(file)
    store.add("Worm", b"W")
    assert store.feed()["signatures"][0]["severity"] == "high"


def test_the_same_name_again_replaces_that_signature_only(file: Path) -> None:
    store = SignatureStore(file)
    for name, pattern in (("Worm", b"old"), ("Adware", b"BUY"), ("Worm", b"new")):
        store.add(name, pattern)
    patterns = {each["name"]: each["pattern"] for each in store.feed()["signatures"]}
    assert patterns == {"Adware": b"BUY".hex(), "Worm": b"new".hex()}


def test_another_store_on_the_file_sees_what_was_added(file: Path) -> None:
    reader = SignatureStore(file)
    for number, name in enumerate(("Worm", "Adware"), start=1):
        SignatureStore(file).add(name, b"W")
        assert len(reader.feed()["signatures"]) == number


@pytest.mark.parametrize(("pattern", "severity"), [(b"", "high"), (b"W", "terrible")])
def test_what_makes_no_sense_is_refused_and_nothing_is_stored(
    file: Path, pattern: bytes, severity: str
) -> None:
    with pytest.raises(ValueError, match="Worm needs a pattern"):
        SignatureStore(file).add("Worm", pattern, severity)
    assert not file.exists()


@pytest.mark.parametrize("text", [None, "", "not json", "[]", '{"format": 1}', "3"])
def test_a_missing_or_damaged_file_is_told(file: Path, text: str | None) -> None:
    if text is not None:
        file.write_text(text, encoding="utf-8")
    with pytest.raises(SignaturesUnavailable):
        SignatureStore(file).feed()


def test_adding_to_a_damaged_file_does_not_throw_the_rest_away(file: Path) -> None:
    file.write_text("not json", encoding="utf-8")
    with pytest.raises(SignaturesUnavailable):
        SignatureStore(file).add("Worm", b"W")
    assert file.read_text(encoding="utf-8") == "not json"
