"""How much of this machine's processors is left over: many runs wait more than they compute."""

import time
from pathlib import Path

_STAT = Path("/proc/stat")
_SHORTEST_SECONDS = 0.15  # the kernel counts in hundredths: less tells little
_IDLE = 3  # the column of /proc/stat, proc(5)
_COLUMNS = 8  # guests' time is in the users' already


class Processor:
    """What the processors did between one look and the next.

    Args:
        stat: where the kernel counts; where it does not, nothing is ever left over.
    """

    def __init__(self, stat: Path = _STAT) -> None:
        self._stat = stat
        self._looked_at = time.monotonic()
        self._before = self._counts()

    def idle(self) -> float | None:
        """The share that was idle since the last look, 0 to 1; None when that is too short ago."""
        now = time.monotonic()
        if now - self._looked_at < _SHORTEST_SECONDS:
            return None
        before, self._before, self._looked_at = self._before, self._counts(), now
        spent = [late - early for early, late in zip(before, self._before, strict=False)]
        return spent[_IDLE] / sum(spent) if sum(spent) > 0 else 0.0

    def _counts(self) -> list[int]:
        try:
            first, _, _ = self._stat.read_text().partition("\n")
        except OSError:
            return []
        return [int(count) for count in first.split()[1 : 1 + _COLUMNS]]
