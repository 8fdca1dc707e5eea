"""The note in ``.venv`` that says what was installed there: with it a second start is quick."""

import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from labkit.setup.clone import Clone


@dataclass(frozen=True)
class Stamp:
    """What a ``.venv`` holds.

    Args:
        root: the clone that it was made in; scripts in it hold this path.
        python: the Python that it was made with, for example ``"3.11"``.
        extras: the extras of pyproject.toml that are installed.
        fingerprint: of pyproject.toml; empty while an installation is under way, and after one
            that was interrupted.
    """

    root: str
    python: str
    extras: tuple[str, ...]
    fingerprint: str

    def covers(self, clone: Clone, extras: frozenset[str]) -> bool:
        """Return whether nothing needs installing."""
        return (
            self.fingerprint == clone.fingerprint
            and self.root == str(clone.root)
            and extras <= set(self.extras)
        )


def this_python() -> str:
    """Return the running Python's version as a stamp has it."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def read(clone: Clone) -> Stamp | None:
    """Return the stamp, or None where there is none that can be read."""
    try:
        fields = json.loads(_path(clone).read_text(encoding="utf-8"))
        return Stamp(**{**fields, "extras": tuple(fields["extras"])})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write(clone: Clone, extras: frozenset[str], *, complete: bool) -> None:
    """Write the stamp in one step: a reader sees the old one or the new one, never half of it."""
    finished = clone.fingerprint if complete else ""
    stamp = Stamp(str(clone.root), this_python(), tuple(sorted(extras)), finished)
    draft = _path(clone).with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps(asdict(stamp)), encoding="utf-8")
    draft.replace(_path(clone))


def _path(clone: Clone) -> Path:
    return clone.venv / "labkit-setup.json"
