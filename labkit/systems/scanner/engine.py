"""The scan engine: the component in the middle."""

from typing import Any, Protocol

from labkit.systems.scanner.signatures import SignaturesUnavailable

READS = 1
"""The version of the feed that this engine understands."""


class ScanFailed(Exception):
    """The content was not scanned; nobody knows whether it is clean."""


class Signatures(Protocol):
    """What the engine needs from below: a signature store, or a stand-in for one."""

    def feed(self) -> dict[str, Any]:
        """All signatures; see ``SignatureStore.feed``."""


class ScanEngine:
    """Looks for signatures in the content of a file.

    Args:
        store: where the signatures come from.
    """

    def __init__(self, store: Signatures) -> None:
        self._store = store

    def scan(self, content: bytes) -> list[dict[str, Any]]:
        """What is in the content, by the signatures of this moment.

        Args:
            content: the file, byte by byte.

        Returns:
            One ``{"name": ..., "severity": ..., "offset": ...}`` for each signature found; the
            offset is where it begins, in bytes from 0.

        Raises:
            ScanFailed: when there are no signatures to be had, or none that it can read.
        """
        digits = content.hex()
        found = ((each, _offset(digits, each["pattern"])) for each in self._signatures())
        return [
            {"name": each["name"], "severity": each["severity"], "offset": offset}
            for each, offset in found
            if offset is not None
        ]

    def _signatures(self) -> list[dict[str, Any]]:
        try:
            feed = self._store.feed()
        except SignaturesUnavailable as error:
            raise ScanFailed(str(error)) from error
        if feed["format"] != READS:
            raise ScanFailed(f"the signatures are in format {feed['format']}, not {READS}")
        signatures: list[dict[str, Any]] = feed["signatures"]
        return signatures


def _offset(digits: str, pattern: str) -> int | None:
    """The first byte at which the pattern begins; two digits are a byte."""
    starts = range(0, len(digits), 2)
    return next((at // 2 for at in starts if digits.startswith(pattern, at)), None)
