"""The signature store: the lowest of the scanner's components."""

import json
from pathlib import Path
from typing import Any

FORMAT = 1
"""The version of the feed. Whoever changes the feed's shape raises it, and tells the engine."""

SEVERITIES = ("high", "low")


class SignaturesUnavailable(Exception):
    """There are no signatures to be had: the file is missing or damaged."""


class SignatureStore:
    """Keeps the signatures of malware in a JSON file, and hands them out as a feed.

    Several stores may use the same file: one adds, another one reads. What was added is in the
    feed of each from then on. How a feed is written is between the store and the engine.

    Args:
        path: the file; ``add`` creates it.
    """

    def __init__(self, path: str | Path) -> None:
        self._path = Path(path)

    def add(self, name: str, pattern: bytes, severity: str = "high") -> None:
        """Store a signature; one of the same name is replaced.

        Args:
            name: what the malware is called.
            pattern: the bytes by which it is known.
            severity: "high" or "low".

        Raises:
            ValueError: for an empty pattern, which every file contains, or another severity.
        """
        if not pattern or severity not in SEVERITIES:
            raise ValueError(f"{name} needs a pattern, and a severity of {SEVERITIES}.")
        empty: dict[str, Any] = {"format": FORMAT, "signatures": []}
        feed = self.feed() if self._path.exists() else empty
        others = [each for each in feed["signatures"] if each["name"] != name]
        new = {"name": name, "pattern": pattern.hex(), "severity": severity}
        self._write({**feed, "signatures": [*others, new]})

    def feed(self) -> dict[str, Any]:
        """All signatures, for the engine.

        Returns:
            ``{"format": 1, "signatures": [{"name": ..., "pattern": ..., "severity": ...}]}``;
            a pattern is written in hexadecimal digits.

        Raises:
            SignaturesUnavailable: when the file is missing or damaged.
        """
        try:
            text = self._path.read_text(encoding="utf-8")
            feed: dict[str, Any] = json.loads(text)
            return {"format": feed["format"], "signatures": feed["signatures"]}
        except (OSError, ValueError, LookupError, TypeError) as error:
            raise SignaturesUnavailable("the signatures cannot be read") from error

    def _write(self, feed: dict[str, Any]) -> None:
        # In one step, so that a scan at the same moment meets the old file or the new one.
        new = self._path.with_suffix(".new")
        new.write_text(json.dumps(feed), encoding="utf-8")
        new.replace(self._path)
