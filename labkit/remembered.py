"""What is remembered of a learner from one session to the next: small files, two keys deep."""

import json
import os
from pathlib import Path

from labkit import atomic


class Remembered:
    """A file of values, each under an outer and an inner key.

    Args:
        name: the file's name; ``LABKIT_STATE`` names another folder for it.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    @property
    def path(self) -> Path:
        """Where the file is."""
        home = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
        return Path(os.environ.get("LABKIT_STATE") or Path(home) / "labkit") / self._name

    def get(self, outer: str, inner: str) -> object:
        """What is remembered; None for nothing, also when the file is missing or unreadable."""
        return self._read().get(outer, {}).get(inner)

    def keep(self, outer: str, inner: str, value: int | str) -> None:
        """Remember a value; on a disk that cannot be written it is lost, no more."""
        state = self._read()
        state.setdefault(outer, {})[inner] = value
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            atomic.write_text(self.path, json.dumps(state, indent=1, sort_keys=True))
        except OSError:
            return

    def _read(self) -> dict[str, dict[str, object]]:
        try:
            data = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        well_formed = isinstance(data, dict) and all(isinstance(v, dict) for v in data.values())
        return data if well_formed else {}
